import { expect, it } from "vitest";
import { changedFields, readable } from "./changed-fields";

it("finds what differs, however deep", () => {
  const before = { name: "Shop", config: { url: "https://a.example", headers: {} }, tags: ["a"] };
  const after = { name: "Shop", config: { url: "https://b.example", headers: {} }, tags: ["a", "b"] };
  expect(changedFields(before, after)).toEqual([
    { field: "config.url", before: "https://a.example", after: "https://b.example" },
    { field: "tags", before: ["a"], after: ["a", "b"] },
  ]);
});

it("shows all of what was made or is gone", () => {
  expect(changedFields(null, { name: "Shop", zone: null })).toEqual([
    { field: "name", before: undefined, after: "Shop" },
    { field: "zone", before: undefined, after: null },
  ]);
  expect(changedFields({ name: "Shop" }, null)).toEqual([{ field: "name", before: "Shop", after: undefined }]);
  expect(changedFields(null, null)).toEqual([]);
});

it("writes values as people read them", () => {
  expect([readable(null), readable(undefined), readable(true), readable(3), readable(["a"])]).toEqual(["–", "–", "yes", "3", '["a"]']);
});
