import { expect, it, vi } from "vitest";
import { ApiError } from "../api/api-error";
import { applyServerErrors } from "./form-errors";

function apply(values: object, path: string, names?: Record<string, string>) {
  const setErrors = vi.fn<(errors: Record<string, string>) => void>();
  const error = new ApiError(400, { code: "INVALID_PAYLOAD", message: "", fields: [{ path, message: "must be shorter" }] });
  const placed = applyServerErrors({ getValues: () => values, setErrors, getInputNode: () => null }, error, names);
  return { placed, errors: setErrors.mock.calls[0]?.[0] };
}

it("places a word at its field, at the field above it, or at the field of its row", () => {
  expect(apply({ name: "" }, "name")).toEqual({ placed: true, errors: { name: "Must be shorter." } });
  expect(apply({ tags: ["a"] }, "tags[0]")).toEqual({ placed: true, errors: { tags: "Must be shorter." } });
  expect(apply({ rows: [{ value: "" }] }, "rows[0].value")).toEqual({ placed: true, errors: { "rows.0.value": "Must be shorter." } });
  expect(apply({ rows: [{ value: "" }] }, "rows[3].value")).toEqual({ placed: true, errors: { rows: "Must be shorter." } });
  expect(apply({ url: "" }, "config.url", { "config.url": "url" })).toEqual({ placed: true, errors: { url: "Must be shorter." } });
});

it("says when a word found no place", () => {
  expect(apply({ name: "" }, "colour")).toEqual({ placed: false, errors: undefined });
});
