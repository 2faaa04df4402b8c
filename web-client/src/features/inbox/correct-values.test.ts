import { expect, it } from "vitest";
import { aMessage, aMessageTask } from "../../test/a-message";
import { correctionOf, newRow, validateCorrection, valuesOf } from "./correct-values";
import { correctionInWords } from "./correction-words";

const zone = "Europe/Berlin";
const message = aMessage({
  intent: "task",
  urgency: "low",
  tasks: [
    aMessageTask({ id: "a", deadline: "2026-11-27T17:00:30.000Z" }),
    aMessageTask({ id: "b", number: 13 }),
    aMessageTask({ id: "c", number: 14, status: "completed" }),
  ],
});

it("says nothing of what was not changed, a deadline's seconds included", () => {
  const values = valuesOf(message, zone);
  expect(values.tasks.map((task) => task.taskId)).toEqual(["a", "b"]);
  expect(correctionOf(values, message, zone)).toEqual({ messageId: "0199" });
});

it("moves, removes and adds tasks", () => {
  const values = valuesOf(message, zone);
  const [first, second] = values.tasks;
  if (first === undefined || second === undefined) throw new Error("two tasks are open");
  const tasks = [{ ...first, dueAt: "2026-11-28T09:00" }, { ...second, remove: true }, { ...newRow("n"), title: " Email Bob " }];
  expect(correctionOf({ ...values, tasks }, message, zone).tasks).toEqual([
    { taskId: "a", dueAt: "2026-11-28T08:00:00.000Z" },
    { taskId: "b", remove: true },
    { title: "Email Bob", priority: "medium", dueAt: null },
  ]);
  expect(Object.keys(validateCorrection({ ...values, tasks: [{ ...first, title: " " }, newRow("n")] }))).toEqual(["tasks.0.title", "tasks.1.title"]);
});

it("says the intent alone where the message is no task", () => {
  const values = { ...valuesOf(message, zone), intent: "question" as const, urgency: "high" as const };
  expect(correctionOf(values, message, zone)).toEqual({ messageId: "0199", intent: "question", urgency: "high" });
  expect(validateCorrection({ ...values, tasks: [newRow("n")] })).toEqual({});
});

it("tells a correction in words", () => {
  const task = { id: "a", number: 12, title: "Call", priority: "medium", dueAt: null, status: "pending" } as const;
  const reading = { intent: "task" as const, urgency: "low" as const, people: ["Ann"], projects: [], tasks: [{ ...task }] };
  const after = {
    ...reading,
    urgency: "high" as const,
    people: [],
    tasks: [{ ...task, title: "Call back", dueAt: "2026-11-28T08:00:00.000Z" }, { ...task, id: "b", number: 13, title: "Email" }],
  };
  const one = (before: typeof reading, then: Parameters<typeof correctionInWords>[0]["after"]) => correctionInWords({ id: "1", by: null, at: "", before, after: then });
  expect(one(reading, after)).toEqual(["High urgency", "People: none", "Task 12 is called “Call back”", "Task 12 is due at another time", "Task 13 was missing: Email"]);
  expect(one(reading, { ...reading, intent: "other", tasks: [{ ...task, status: "cancelled" }] })).toEqual(["A task → something else", "Task 12 was no task"]);
});
