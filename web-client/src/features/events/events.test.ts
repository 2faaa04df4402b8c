import { expect, it } from "vitest";
import { dataInShort } from "./data-in-short";
import { parseEventFilters } from "./event-filters";
import { momentOf, replaysLeft } from "./replays";

it("counts the replays of the original, whichever of them is looked at", () => {
  const around = [{ replayOf: null }, { replayOf: "e1" }, { replayOf: "e1" }, { replayOf: "e9" }];
  expect(replaysLeft({ id: "e1", replayOf: null }, around)).toBe(3);
  expect(replaysLeft({ id: "e2", replayOf: "e1" }, around)).toBe(3);
  expect(replaysLeft({ id: "e1", replayOf: null }, Array(7).fill({ replayOf: "e1" }))).toBe(0);
});

it("looks for them in the event's own millisecond", () => {
  expect(momentOf({ occurredAt: "2026-11-24T10:00:00.123Z" })).toEqual({ since: "2026-11-24T10:00:00.123Z", until: "2026-11-24T10:00:00.124Z" });
});

it("shows what tells events apart in a line", () => {
  expect(dataInShort({ id: "1", title: "Call Dana" })).toBe("Call Dana");
  expect(dataInShort({ amount: 5 })).toBe('{"amount":5}');
  expect(dataInShort(null)).toBe("null");
});

it("reads its filters from the URL", () => {
  expect(parseEventFilters({ type: "task.created", range: "7d", webhookId: 3 })).toMatchObject({ type: "task.created", range: "7d", webhookId: undefined });
});
