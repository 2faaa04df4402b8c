import { expect, it } from "vitest";
import { countSms } from "./sms-segments";

it.each([
  ["", 0],
  ["a".repeat(160), 1],
  ["a".repeat(161), 2],
  ["a".repeat(306), 2],
  ["a".repeat(307), 3],
  ["€".repeat(80), 1],
  ["€".repeat(81), 2],
  // 153 places hold 76 of them: none is split.
  ["€".repeat(153), 3],
  ["日".repeat(70), 1],
  ["日".repeat(71), 2],
  ["日".repeat(134), 2],
  ["日".repeat(135), 3],
  ["😀".repeat(35), 1],
  ["😀".repeat(36), 2],
  ["Hällo, Ünicode?", 1],
])("counts the segments of %s", (text, segments) => {
  expect(countSms(text).segments).toBe(segments);
});

it("counts a typographic sign as the plain one that leaves in its place", () => {
  expect(countSms(`${"a".repeat(100)}’ “–” …`)).toEqual({ characters: 109, segments: 1, costly: null });
});

it("names the character that makes segments shorter, and counts an emoji twice", () => {
  expect(countSms(`${"a".repeat(70)} 😀`)).toEqual({ characters: 73, segments: 2, costly: "😀" });
});
