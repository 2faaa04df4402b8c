import { expect, it } from "vitest";
import { boundsOf, parseTimeRange } from "./ranges";

const now = Date.parse("2026-11-24T10:00:30.500Z");

it("asks from a whole minute on, so that the question stays the same for a while", () => {
  expect(boundsOf({}, now)).toEqual({});
  expect(boundsOf({ range: "1h" }, now)).toEqual({ since: "2026-11-24T09:00:00.000Z" });
  expect(boundsOf({ range: "7d" }, now)).toEqual({ since: "2026-11-17T10:00:00.000Z" });
});

it("takes two moments as they are, and leaves out what is none", () => {
  const between = { range: "between", since: "2026-11-24T08:00:00.000Z" } as const;
  expect(boundsOf(parseTimeRange(between), now)).toEqual({ since: between.since, until: undefined });
  expect(parseTimeRange({ range: "between", since: "yesterday", until: 5 })).toEqual({ range: "between", since: undefined, until: undefined });
  expect(parseTimeRange({ range: "month", since: between.since })).toEqual({ range: undefined, since: undefined, until: undefined });
});
