import type { TaskStep } from "../../wire";

const actions: Record<string, string> = {
  "task.created": "Created",
  "task.updated": "Changed",
  "task.completed": "Completed",
  "task.failed": "Failed",
  "task.cancelled": "Cancelled",
  "task.reopened": "Reopened",
};

const fields: Record<string, string> = { deadline: "due date" };

/** "Changed priority and due date": what was done, as people say it. */
export function stepLabel({ action, changed }: Pick<TaskStep, "action" | "changed">): string {
  const what = actions[action] ?? "Changed";
  // A change of where it stands has a word of its own.
  const named = changed.filter((field) => field !== "status").map((field) => fields[field] ?? field);
  if (action !== "task.updated" || named.length === 0) return what;
  const last = named.at(-1) ?? "";
  return `${what} ${named.length === 1 ? last : `${named.slice(0, -1).join(", ")} and ${last}`}`;
}

export function stepMaker({ actor, member }: Pick<TaskStep, "actor" | "member">): string {
  if (actor === "user") return member ?? "a member";
  return actor === "assistant" ? "the assistant" : "Patchbay";
}
