import { expect, it } from "vitest";
import { aSubscription } from "../../test/a-subscription";
import { heldCount, lookOf, percent } from "./subscription-state";

it("says a share without rounding a failure away", () => {
  expect([null, 1, 0, 0.9378, 0.99999, 0.00001, 0.5].map(percent)).toEqual(["–", "100 %", "0 %", "93.8 %", "99.9 %", "0.1 %", "50 %"]);
});

it("says how it fares in a word", () => {
  expect(lookOf(aSubscription({ status: "open" })).label).toBe("Paused after failures");
  expect(lookOf(aSubscription({ status: "disabled" })).label).toBe("Disabled");
  expect(lookOf(aSubscription({ status: "active", deletedAt: "2026-11-24T10:00:00.000Z" })).label).toBe("Deleted");
});

it("counts what is held", () => {
  expect([1, 12_345].map(heldCount)).toEqual(["1 held delivery", "12\u2009345 held deliveries"]);
});
