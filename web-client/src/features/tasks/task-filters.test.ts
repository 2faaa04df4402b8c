import { expect, it } from "vitest";
import { parseTaskFilters } from "./task-filters";

it("keeps the filters of a URL and leaves out what is none", () => {
  expect(parseTaskFilters({ status: "pending", priority: "urgent", search: 12, colour: "red" })).toEqual({
    status: "pending",
    priority: undefined,
    assignee: undefined,
    search: "12",
    conversationId: undefined,
  });
});
