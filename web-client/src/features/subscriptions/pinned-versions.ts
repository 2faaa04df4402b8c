import type { EventType } from "../../wire";
import { asksFor } from "./event-groups";

/** A type, and the newest version of it that the receiver understands; each empty while it is not chosen. */
export interface PinnedVersion {
  type: string;
  version: string;
}

export function pinsOf(pinned: { [type: string]: number }): PinnedVersion[] {
  return Object.entries(pinned).map(([type, version]) => ({ type, version: String(version) }));
}

/** What the rows mean on the wire; a row without a type is left out. */
export function pinnedOf(pins: PinnedVersion[]): { [type: string]: number } {
  return Object.fromEntries(pins.filter(({ type }) => type !== "").map(({ type, version }) => [type, Number(version)]));
}

/** The types that can be pinned beside those that are: of what the subscription asks for. */
export function pinnable(types: EventType[], events: string[], pins: PinnedVersion[]): string[] {
  const names = types.filter((type) => asksFor(events, type)).map(({ name }) => name);
  return names.filter((name) => !pins.some(({ type }) => type === name));
}

/** The versions of a type; one that is chosen stands there also where it is not registered. */
export function versionsOf(types: EventType[], { type, version }: PinnedVersion): { value: string; label: string }[] {
  const newest = types.find(({ name }) => name === type)?.version ?? 0;
  const options = Array.from({ length: newest }, (_, index) => String(index + 1));
  if (version !== "" && !options.includes(version)) options.push(version);
  return options.map((value) => ({ value, label: Number(value) === newest && newest > 1 ? `${value} (newest)` : value }));
}
