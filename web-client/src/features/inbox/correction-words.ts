import { intentLabels, priorityLooks } from "../../components/looks";
import type { MessageCorrection, MessageReading } from "../../wire";

type ReadTask = MessageReading["tasks"][number];

/** What a correction changed, a sentence each. */
export function correctionInWords({ before, after }: MessageCorrection): string[] {
  const lines: string[] = [];
  if (before.intent !== after.intent && after.intent !== null) {
    lines.push(`${before.intent === null ? "Nothing" : intentLabels[before.intent]} → ${intentLabels[after.intent].toLowerCase()}`);
  }
  if (before.urgency !== after.urgency && after.urgency !== null) lines.push(`${priorityLooks[after.urgency].label} urgency`);
  if (before.people.join() !== after.people.join()) lines.push(`People: ${after.people.join(", ") || "none"}`);
  if (before.projects.join() !== after.projects.join()) lines.push(`Projects: ${after.projects.join(", ") || "none"}`);
  for (const task of after.tasks) lines.push(...taskLines(before.tasks.find((known) => known.id === task.id), task));
  return lines;
}

function taskLines(before: ReadTask | undefined, after: ReadTask): string[] {
  const name = `Task ${after.number}`;
  if (before === undefined) return [`${name} was missing: ${after.title}`];
  if (before.status !== after.status && after.status === "cancelled") return [`${name} was no task`];
  const lines: string[] = [];
  if (before.status === "cancelled" && after.status !== "cancelled") lines.push(`${name} is a task after all`);
  if (before.title !== after.title) lines.push(`${name} is called “${after.title}”`);
  if (before.priority !== after.priority) lines.push(`${name} is of ${after.priority} priority`);
  if (before.dueAt !== after.dueAt) lines.push(after.dueAt === null ? `${name} has no deadline` : `${name} is due at another time`);
  return lines;
}
