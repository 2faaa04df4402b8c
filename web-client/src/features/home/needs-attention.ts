import type { Task } from "../../wire";

const weight: Record<Task["priority"], number> = { critical: 3, high: 2, medium: 1, low: 0 };

function isLate(task: Task, now: number): boolean {
  return task.deadline !== null && Date.parse(task.deadline) < now;
}

/** Open tasks that are urgent or late: the late ones first, then by priority, then the nearest date. */
export function needsAttention(tasks: Task[], now: number): Task[] {
  const date = (task: Task) => (task.deadline === null ? Number.POSITIVE_INFINITY : Date.parse(task.deadline));
  return tasks
    .filter((task) => weight[task.priority] >= weight.high || isLate(task, now))
    .sort(
      (a, b) =>
        Number(isLate(b, now)) - Number(isLate(a, now)) ||
        weight[b.priority] - weight[a.priority] ||
        Math.sign(date(a) - date(b)) ||
        b.number - a.number,
    );
}
