import { expect, it } from "vitest";
import { parseTaskFilters } from "./task-filters";

it("keeps the filters of a URL and leaves out what is none", () => {
  expect(parseTaskFilters({ status: "pending", priority: "urgent", needsApproval: true, search: 12, colour: "red" })).toEqual({
    status: "pending",
    priority: undefined,
    assignee: undefined,
    needsApproval: true,
    search: "12",
    conversationId: undefined,
  });
});

it("asks for what needs approval, or does not ask", () => {
  expect(parseTaskFilters({ needsApproval: false }).needsApproval).toBeUndefined();
  expect(parseTaskFilters({ needsApproval: "yes" }).needsApproval).toBeUndefined();
});
