import { screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { client } from "../../../api/client";
import { renderPart } from "../../../test/render";
import type { DayUsage } from "../../../wire";
import { UsagePage } from "./UsagePage";
import { parseUsageSearch } from "./usage-search";
import { dollars, totalsOf } from "./usage-totals";

afterEach(() => vi.restoreAllMocks());

const day = (changes: Partial<DayUsage>): DayUsage => ({
  day: "2026-11-24",
  model: "gpt-x",
  turns: 1,
  fallbacks: 0,
  repaired: 0,
  inputTokens: 0,
  outputTokens: 0,
  costUsd: null,
  averageDurationMs: 100,
  ...changes,
});

it("adds days and models up, a day with more turns counting for more", () => {
  const items = [day({ turns: 3, averageDurationMs: 100, costUsd: 0.002, inputTokens: 10, outputTokens: 5 }), day({ turns: 1, averageDurationMs: 500, fallbacks: 1, model: "built-in" })];
  expect(totalsOf(items)).toEqual({ turns: 4, fallbacks: 1, repaired: 0, tokens: 15, costUsd: 0.002, averageDurationMs: 200 });
  expect(totalsOf([])).toEqual({ turns: 0, fallbacks: 0, repaired: 0, tokens: 0, costUsd: null, averageDurationMs: null });
});

it("writes sums so that small ones are not nothing", () => {
  expect([null, 0, 0.00021, 1.5].map(dollars)).toEqual(["–", "$0.00", "$0.0002", "$1.50"]);
});

it("takes days alone from the address", () => {
  expect(parseUsageSearch({ since: "2026-11-01", until: "yesterday" })).toEqual({ since: "2026-11-01", until: undefined });
  expect(parseUsageSearch({ since: "2026-13-01", until: 7 })).toEqual({ since: undefined, until: undefined });
});

it("shows a line for each day and model, the totals, and the days it is about", async () => {
  const usage = { since: "2026-10-25", until: "2026-11-24", items: [day({ turns: 1200, costUsd: 2 }), day({ model: "built-in", turns: 3 })] };
  vi.spyOn(client, "query").mockResolvedValue(usage as never);
  renderPart(<UsagePage search={{}} />);
  const table = await screen.findByRole("table", { name: "Usage" });
  expect(table.querySelectorAll("tbody tr").length).toBe(2);
  expect(table.textContent).toContain("Built-in");
  expect(screen.getByLabelText("From")).toHaveProperty("value", "2026-10-25");
  expect(screen.getByText("$2.00", { selector: "dd" })).toBeTruthy();
});

it("says when there was nothing", async () => {
  vi.spyOn(client, "query").mockResolvedValue({ since: "2026-10-25", until: "2026-11-24", items: [] } as never);
  renderPart(<UsagePage search={{}} />);
  expect(await screen.findByText(/^The assistant took no turn in these days/)).toBeTruthy();
});
