import { expect, it } from "vitest";
import { ApiError } from "../../api/api-error";
import { anEventType } from "../../test/an-event-type";
import { placeRegisterErrors, registerInput, registerValuesOf, validateRegister } from "./register-values";

it("begins with an example that fits, or with the version before", () => {
  const fresh = registerValuesOf(undefined);
  expect(Object.keys(validateRegister(fresh))).toEqual(["name"]);
  expect(registerInput({ ...fresh, name: " deal.won " })).toMatchObject({ name: "deal.won", group: null, sample: { id: "4821" } });
  expect(registerInput(registerValuesOf(anEventType()))).toMatchObject({ name: "task.created", group: "Task", schema: { type: "object" } });
});

it("says what is no name and no JSON", () => {
  const errors = validateRegister({ ...registerValuesOf(undefined), name: "deal won", schema: "{", sample: "" });
  expect(Object.keys(errors)).toEqual(["name", "schema", "sample"]);
});

it("puts what the server says of a place in the schema beside the schema", () => {
  const error = new ApiError(400, { code: "INVALID_PAYLOAD", message: "no", fields: [{ path: "sample.id", message: "must be a string" }, { path: "schema", message: "is no schema" }] });
  expect((placeRegisterErrors(error) as ApiError).fields).toEqual([
    { path: "sample", message: "in id: must be a string" },
    { path: "schema", message: "is no schema" },
  ]);
});
