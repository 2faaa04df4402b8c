import type { EventType } from "../wire";

/** An event type as the server shows it. */
export function anEventType(changes: Partial<EventType> = {}): EventType {
  return {
    name: "task.created",
    version: 1,
    group: "Task",
    description: "A task was made.",
    schema: { type: "object" },
    sample: { title: "Call Acme" },
    isBuiltIn: true,
    aliases: [],
    isArchived: false,
    ...changes,
  };
}
