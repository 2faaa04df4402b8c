import type { EventType } from "../../wire";

/** One event that can be chosen: a type, or another name of one. */
export interface Choice {
  name: string;
  description: string;
}

export interface EventGroup {
  name: string;
  /** `task.*`: every event of the group, also those to come. Several where its names begin differently. */
  wildcards: string[];
  choices: Choice[];
}

export const everything = "*";

/** Whether a pattern stands for an event: itself, all, or everything below a prefix. */
export function covers(pattern: string, event: string): boolean {
  if (pattern === everything) return true;
  return pattern.endsWith(".*") ? event.startsWith(pattern.slice(0, -1)) : pattern === event;
}

/** Whether some of the patterns stand for a type, by its name or by another name of it. */
export function asksFor(patterns: string[], { name, aliases }: Pick<EventType, "name" | "aliases">): boolean {
  return patterns.some((pattern) => covers(pattern, name) || aliases.includes(pattern));
}

/** A name, `task.*` or `*`: what the server takes. */
export function isPattern(text: string): boolean {
  return /^(\*|\w+(\.\w+)*(\.\*)?)$/.test(text);
}

function choicesOf(type: EventType): Choice[] {
  const aliases = type.aliases.map((name) => ({ name, description: `Another name for ${type.name}.` }));
  return [{ name: type.name, description: type.description }, ...aliases];
}

/** The types by group, those that have `search` in their name, description or group. */
export function groupsOf(types: EventType[], search = ""): EventGroup[] {
  const wanted = search.trim().toLowerCase();
  const groups = new Map<string, Choice[]>();
  for (const type of types) {
    const fits = (choice: Choice) => `${type.group} ${choice.name} ${choice.description}`.toLowerCase().includes(wanted);
    const choices = choicesOf(type).filter(fits);
    if (choices.length > 0) groups.set(type.group, [...(groups.get(type.group) ?? []), ...choices]);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, choices]) => ({ name, choices, wildcards: wildcardsOf(choices) }));
}

function wildcardsOf(choices: Choice[]): string[] {
  const prefixes = choices.filter(({ name }) => name.includes(".")).map(({ name }) => `${name.split(".")[0]}.*`);
  return [...new Set(prefixes)];
}

/** Adds or takes away a pattern; what a wider one stands for already is left out. */
export function toggled(chosen: string[], pattern: string, isOn: boolean): string[] {
  const others = chosen.filter((each) => each !== pattern);
  return isOn ? [...others.filter((each) => !covers(pattern, each)), pattern] : others;
}

/** The wider pattern that an event is chosen by, if it is. */
export function coveredBy(chosen: string[], event: string): string | undefined {
  return chosen.find((pattern) => pattern !== event && covers(pattern, event));
}

/** "task.*, message.sent and 3 more". */
export function eventsInShort(events: string[], shown = 2): string {
  if (events.includes(everything)) return "Every event";
  if (events.length <= shown) return events.join(", ");
  return `${events.slice(0, shown).join(", ")} and ${events.length - shown} more`;
}
