import { expect, it } from "vitest";
import { readJson, readObject } from "./read-json";

it("says what is wrong before anything is sent", () => {
  expect(readJson("[1]")).toEqual({ value: [1], error: null });
  expect(readJson("{oops").error).toMatch(/^This is not valid JSON: /);
  expect(readObject('{"a":1}')).toEqual({ value: { a: 1 }, error: null });
  expect(readObject("[1]").error).toContain("must be a JSON object");
  expect(readObject("null").error).toContain("must be a JSON object");
});
