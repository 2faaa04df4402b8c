import { useMemo } from "react";

/** A stretch of time as it stands in the URL: one that ends now, or one between two moments. */
export interface TimeRange {
  range?: RangeName;
  since?: string;
  until?: string;
}

export type RangeName = "1h" | "24h" | "7d" | "between";

const minutes: Record<Exclude<RangeName, "between">, number> = { "1h": 60, "24h": 24 * 60, "7d": 7 * 24 * 60 };

export const rangeOptions: { value: RangeName; label: string }[] = [
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "between", label: "Between…" },
];

function moment(value: unknown): string | undefined {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

export function parseTimeRange(search: Record<string, unknown>): TimeRange {
  const range = rangeOptions.find((option) => option.value === search.range)?.value;
  return range === "between" ? { range, since: moment(search.since), until: moment(search.until) } : { range, since: undefined, until: undefined };
}

/** What the server is asked for. Whole minutes, so that the same choice is the same question for a while. */
export function boundsOf({ range, since, until }: TimeRange, now: number): { since?: string; until?: string } {
  if (range === undefined) return {};
  if (range === "between") return { since, until };
  const minute = 60_000;
  return { since: new Date((Math.floor(now / minute) - minutes[range]) * minute).toISOString() };
}

/** The bounds of a choice, which stand still for as long as it does. */
export function useBounds({ range, since, until }: TimeRange): { since?: string; until?: string } {
  return useMemo(() => boundsOf({ range, since, until }, Date.now()), [range, since, until]);
}
