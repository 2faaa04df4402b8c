import { expect, it } from "vitest";
import { metadataOf, metadataRowsOf } from "./metadata-rows";

it("gives back what is stored as it is, whatever it is", () => {
  const stored = { customer: "4821", lines: "a\nb", seats: 5, tags: ["a"], empty: "", nothing: null, nested: { a: { b: true } }, quoted: '"x"' };
  expect(metadataOf(metadataRowsOf(stored))).toEqual(stored);
});

it("takes what is added for text, and an empty row for none", () => {
  const rows = [
    { name: " customer ", value: "4821", isJson: false },
    { name: "", value: "", isJson: false },
  ];
  expect(metadataOf(rows)).toEqual({ customer: "4821" });
});

it("takes what stands there as JSON for JSON", () => {
  const [row] = metadataRowsOf({ seats: 5 });
  expect(row).toEqual({ name: "seats", value: "5", isJson: true });
  expect(metadataOf([{ name: "seats", value: "[6, 7]", isJson: true }])).toEqual({ seats: [6, 7] });
});
