import { describe, expect, it } from "vitest";
import { dayName, duration, exactTime, fromLocalField, isOverdue, relativeTime, shortMoment, thinNumber, toLocalField } from "./format";

const now = Date.parse("2026-11-24T10:00:00.000Z");

describe("relativeTime", () => {
  it.each([
    ["2026-11-24T09:59:40.000Z", "just now"],
    ["2026-11-24T10:00:10.000Z", "just now"],
    ["2026-11-24T10:00:50.000Z", "in a moment"],
    ["2026-11-24T09:55:00.000Z", "5 min ago"],
    ["2026-11-24T12:30:00.000Z", "in 2 h"],
    ["2026-11-24T01:00:00.000Z", "9 h ago"],
    ["2026-11-23T09:00:00.000Z", "yesterday"],
    ["2026-11-25T15:00:00.000Z", "tomorrow"],
    ["2026-11-20T10:00:00.000Z", "4 days ago"],
    ["2026-11-29T10:00:00.000Z", "in 5 days"],
    ["2026-03-12T10:00:00.000Z", "12 Mar"],
    ["2025-03-12T10:00:00.000Z", "12 Mar 2025"],
    ["not a time", "unknown"],
  ])("says %s as %s", (iso, said) => {
    expect(relativeTime(iso, now, "UTC")).toBe(said);
  });

  it("counts the calendar days of the member's zone", () => {
    const evening = Date.parse("2026-11-24T23:30:00.000Z");
    expect(relativeTime("2026-11-25T14:00:00.000Z", evening, "UTC")).toBe("tomorrow");
    expect(relativeTime("2026-11-25T14:00:00.000Z", evening, "Asia/Tokyo")).toBe("in 14 h");
  });
});

it("gives the exact time with its zone", () => {
  expect(exactTime("2026-11-24T10:00:05.000Z", "Europe/Berlin")).toMatch(/Tue,? 24 Nov 2026.*11:00:05/);
  expect(shortMoment("2026-11-25T15:00:00.000Z", now, "Europe/Berlin")).toBe("Wed 25 Nov, 16:00");
  expect(shortMoment("2027-01-04T15:00:00.000Z", now, "UTC")).toBe("Mon 4 Jan 2027, 15:00");
});

it("names the days of a thread", () => {
  expect(dayName("2026-11-24T01:00:00.000Z", now, "UTC")).toBe("Today");
  expect(dayName("2026-11-24T01:00:00.000Z", now, "America/New_York")).toBe("Yesterday");
  expect(dayName("2026-11-16T12:00:00.000Z", now, "UTC")).toBe("Mon 16 Nov");
});

describe("a datetime-local field", () => {
  it.each([
    ["2026-03-13T15:00", "Europe/Berlin", "2026-03-13T14:00:00.000Z"],
    ["2026-07-13T15:00", "Europe/Berlin", "2026-07-13T13:00:00.000Z"],
    ["2026-07-13T00:30", "America/Los_Angeles", "2026-07-13T07:30:00.000Z"],
    // An hour after the clocks went forward.
    ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
  ])("%s in %s is %s and back", (field, zone, iso) => {
    expect(fromLocalField(field, zone)).toBe(iso);
    expect(toLocalField(iso, zone)).toBe(field);
  });

  it("means nothing when it is empty", () => {
    expect(fromLocalField("", "UTC")).toBeNull();
    expect(toLocalField(null, "UTC")).toBe("");
  });
});

it("knows what is overdue", () => {
  expect(isOverdue(null, now)).toBe(false);
  expect(isOverdue("2026-11-24T09:59:59.000Z", now)).toBe(true);
  expect(isOverdue("2026-11-24T10:00:01.000Z", now)).toBe(false);
});

it("writes numbers and durations short", () => {
  expect(thinNumber(1234567)).toBe("1\u2009234\u2009567");
  expect(duration(87)).toBe("87 ms");
  expect(duration(1240)).toBe("1.2 s");
});
