import type { ProfileUpdate, User } from "../../../wire";

export interface ProfileValues {
  name: string;
  email: string;
  timeZone: string | null;
  currentPassword: string;
}

export function profileOf(user: User): ProfileValues {
  return { name: user.name, email: user.email, timeZone: user.timeZone, currentPassword: "" };
}

/** Addresses are the same whatever their case: the server keeps them in small letters. */
export function isOtherEmail(user: User, email: string): boolean {
  return email.trim().toLowerCase() !== user.email.toLowerCase();
}

/** What is sent: only what differs, so that two windows do not undo each other. */
export function profileChanges(user: User, values: ProfileValues): ProfileUpdate {
  const otherEmail = isOtherEmail(user, values.email);
  return {
    ...(values.name.trim() === user.name ? {} : { name: values.name.trim() }),
    ...(otherEmail ? { email: values.email.trim() } : {}),
    ...(values.timeZone === user.timeZone ? {} : { timeZone: values.timeZone }),
    ...(otherEmail && values.currentPassword !== "" ? { currentPassword: values.currentPassword } : {}),
  };
}
