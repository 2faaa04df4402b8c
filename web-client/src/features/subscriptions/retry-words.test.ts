import { expect, it } from "vitest";
import { delayWords, mostRetries, policyOf, policyWords, readDelays, retryWords, usualRetries } from "./retry-words";

it("says delays in the greatest unit that fits", () => {
  expect([1, 59, 60, 90, 1800, 7200, 86_400, 172_800, 0].map(delayWords)).toEqual(["1 s", "59 s", "1 min", "90 s", "30 min", "2 h", "1 day", "2 days", "0 s"]);
});

it("says when it is tried again, and what a refusal means", () => {
  expect(retryWords([])).toBe("Does not try again.");
  expect(policyWords("prd07", null)).toBe("Tries again after 1 s, 2 s, 4 s, 8 s, 16 s; then gives up. An answer like 404 is final.");
  expect(policyWords("prd029", null)).toContain("1 min, 5 min, 30 min, 2 h; then gives up. An answer like 404 is tried again too.");
  expect(policyWords("custom", [5])).toBe("Tries again after 5 s; then gives up. An answer like 404 is tried again too.");
  expect(policyWords("custom", null)).toBe("An answer like 404 is tried again too.");
});

it("says how many of a policy's delays are used", () => {
  expect(policyWords("prd07", null, 2)).toContain("Tries again after 1 s, 2 s; then");
  expect(policyWords("prd07", null, 0)).toContain("Does not try again.");
  // Four are there, and three are used where nobody says.
  expect(policyWords("crm", null)).toContain("1 s, 2 s, 4 s; then");
  expect(policyWords("crm", null, 4)).toContain("1 s, 2 s, 4 s, 8 s; then");
  expect([mostRetries("crm"), usualRetries("crm"), mostRetries("blend"), usualRetries("blend")]).toEqual([4, "the first 3", 9, "all of them"]);
});

it("reads a list as people write it", () => {
  expect(readDelays("1, 2, 30 s, 5 min; 2 h, 1 day")).toEqual([1, 2, 30, 300, 7200, 86_400]);
  expect(readDelays("  ")).toEqual([]);
  expect(readDelays("soon")).toBeNull();
  expect(readDelays("1.5")).toBeNull();
});

it("knows a policy by its name", () => {
  expect(policyOf({ retryPolicy: "prd029" })).toBe("prd029");
  expect(policyOf({ retryPolicy: "blend" })).toBe("blend");
});
