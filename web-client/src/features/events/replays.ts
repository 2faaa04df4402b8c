import type { Event } from "../../wire";

/** How often an event may be replayed; the server counts. */
export const mostReplays = 5;

/** How many replays are left. A replay keeps the time of what it repeats, so `around` is what happened at that time. */
export function replaysLeft(event: Pick<Event, "id" | "replayOf">, around: Pick<Event, "replayOf">[]): number {
  const original = event.replayOf ?? event.id;
  return Math.max(0, mostReplays - around.filter((each) => each.replayOf === original).length);
}

/** Where the replays of an event are to be looked for: its own millisecond. */
export function momentOf({ occurredAt }: Pick<Event, "occurredAt">): { since: string; until: string } {
  const at = Date.parse(occurredAt);
  return { since: new Date(at).toISOString(), until: new Date(at + 1).toISOString() };
}
