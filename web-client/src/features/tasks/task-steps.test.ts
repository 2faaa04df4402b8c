import { expect, it } from "vitest";
import { stepLabel, stepMaker } from "./task-steps";

it("says what was done and by whom", () => {
  expect(stepLabel({ action: "task.updated", changed: ["priority", "deadline", "assignee"] })).toBe("Changed priority, due date and assignee");
  expect(stepLabel({ action: "task.updated", changed: ["title"] })).toBe("Changed title");
  expect(stepLabel({ action: "task.updated", changed: ["status"] })).toBe("Changed");
  expect(stepLabel({ action: "task.completed", changed: ["status"] })).toBe("Completed");
  expect(stepLabel({ action: "task.renumbered", changed: [] })).toBe("Changed");
  expect(stepMaker({ actor: "user", member: "Ann" })).toBe("Ann");
  expect(stepMaker({ actor: "user", member: null })).toBe("a member");
  expect(stepMaker({ actor: "assistant", member: null })).toBe("the assistant");
});
