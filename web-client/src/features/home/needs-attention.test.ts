import { expect, it } from "vitest";
import type { Task } from "../../wire";
import { needsAttention } from "./needs-attention";

const now = Date.parse("2026-11-24T10:00:00.000Z");

function task(number: number, priority: Task["priority"], deadline: string | null): Task {
  return { number, priority, deadline } as Task;
}

it("keeps what is urgent or late: late first, then by priority, then the nearest date", () => {
  const tasks = [
    task(1, "medium", null),
    task(2, "high", "2026-11-26T10:00:00.000Z"),
    task(3, "low", "2026-11-23T10:00:00.000Z"),
    task(4, "high", "2026-11-25T10:00:00.000Z"),
    task(5, "critical", null),
    task(6, "high", "2026-11-23T10:00:00.000Z"),
    task(7, "high", null),
    task(8, "high", null),
  ];
  expect(needsAttention(tasks, now).map((each) => each.number)).toEqual([6, 3, 5, 4, 2, 8, 7]);
});
