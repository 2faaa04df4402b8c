import { expect, it } from "vitest";
import { deliveryInput, isFiltered, parseLogFilters } from "./log-filters";

it("reads what it knows from the URL and nothing else", () => {
  const filters = parseLogFilters({ status: "failed", kind: "event", eventType: "task.created", search: 4821, range: "24h", colour: "red" });
  expect(filters).toMatchObject({ status: "failed", kind: "event", eventType: "task.created", search: "4821", range: "24h" });
  expect(filters).not.toHaveProperty("colour");
  expect(parseLogFilters({ status: "lost", kind: 3, search: "  ", webhookId: "" })).toEqual({
    range: undefined,
    since: undefined,
    until: undefined,
    status: undefined,
    webhookId: undefined,
    kind: undefined,
    eventType: undefined,
    eventId: undefined,
    search: undefined,
  });
});

it("does not take the tab of dead letters for a filter", () => {
  expect(isFiltered({ status: "failed" })).toBe(false);
  expect(isFiltered({ status: "failed", webhookId: "w1" })).toBe(true);
});

it("asks for the bounds of the chosen time, and for no longer text than the server takes", () => {
  const input = deliveryInput({ range: "1h", search: "x".repeat(300) }, { since: "2026-11-24T09:00:00.000Z" });
  expect(input).toMatchObject({ since: "2026-11-24T09:00:00.000Z", search: "x".repeat(200) });
  expect(input).not.toHaveProperty("range");
});
