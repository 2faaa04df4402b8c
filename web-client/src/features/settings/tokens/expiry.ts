import { fromLocalField } from "../../../components/time/format";

export const expiryOptions = [
  { value: "never", label: "Never" },
  { value: "7", label: "In 7 days" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "date", label: "At a time of your choice" },
];

/** When a token ends: a number of days from now, or a moment on the clocks of `zone`; null: never. */
export function expiryOf(choice: string, moment: string, zone: string, now: number): string | null {
  if (choice === "date") return fromLocalField(moment, zone);
  const days = Number(choice);
  return Number.isFinite(days) ? new Date(now + days * 86_400_000).toISOString() : null;
}
