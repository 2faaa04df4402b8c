import type { DayOfWeek, Organization } from "../../wire";

/** The days in the order of the week. */
export const daysOfWeek: readonly DayOfWeek[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** What the organization's form holds. */
export interface OrganizationValues {
  name: string;
  timeZone: string;
  workingDays: string[];
  workingFrom: string;
  workingTo: string;
  /** Whether there are quiet hours; without, what is about them is not sent. */
  isQuiet: boolean;
  quietFrom: string;
  quietTo: string;
  /** What the assistant is told; empty: nothing. */
  instructions: string;
}

/** The longest instructions, in characters as the server counts them. */
export const maxInstructions = 2000;

export const lengthOf = (text: string) => Array.from(text.trim()).length;

export function valuesOf({ name, timeZone, workingHours, quietHours, instructions }: Organization): OrganizationValues {
  return {
    name,
    timeZone,
    workingDays: workingHours.days,
    workingFrom: workingHours.from,
    workingTo: workingHours.to,
    isQuiet: quietHours !== null,
    quietFrom: quietHours?.from ?? "22:00",
    quietTo: quietHours?.to ?? "07:00",
    instructions: instructions ?? "",
  };
}

/** What the form's values mean on the wire. */
export function inputOf(values: OrganizationValues) {
  return {
    name: values.name.trim(),
    timeZone: values.timeZone,
    workingHours: { days: daysOfWeek.filter((day) => values.workingDays.includes(day)), from: values.workingFrom, to: values.workingTo },
    quietHours: values.isQuiet ? { from: values.quietFrom, to: values.quietTo } : null,
    instructions: values.instructions.trim() === "" ? null : values.instructions.trim(),
  };
}

/** What can be said without the server. */
export function validateOrganization(values: OrganizationValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (values.name.trim() === "") errors.name = "Enter the organization's name.";
  if (values.workingDays.length === 0) errors.workingDays = "Choose one day or more.";
  if (values.workingFrom === "") errors.workingFrom = "Enter a time of day.";
  if (values.workingTo === "") errors.workingTo = "Enter a time of day.";
  else if (values.workingTo <= values.workingFrom) errors.workingTo = "Work ends later than it begins.";
  if (lengthOf(values.instructions) > maxInstructions) errors.instructions = "Use at most 2 000 characters.";
  if (!values.isQuiet) return errors;
  if (values.quietFrom === "") errors.quietFrom = "Enter a time of day.";
  if (values.quietTo === "") errors.quietTo = "Enter a time of day.";
  else if (values.quietTo === values.quietFrom) errors.quietTo = "Enter another time than they begin.";
  return errors;
}

/** The hours as a member reads them, who cannot change them. */
export function hoursInWords({ workingHours, quietHours }: Organization) {
  const days = workingHours.days.map((day) => `${day[0]?.toUpperCase()}${day.slice(1, 3)}`).join(", ");
  return {
    working: `${days}, ${workingHours.from} to ${workingHours.to}`,
    quiet: quietHours === null ? "None" : `${quietHours.from} to ${quietHours.to}`,
  };
}
