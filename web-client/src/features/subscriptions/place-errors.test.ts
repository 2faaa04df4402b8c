import { expect, it } from "vitest";
import { ApiError } from "../../api/api-error";
import { placeErrors } from "./place-errors";
import { newSubscriptionValues } from "./subscription-values";

const values = { ...newSubscriptionValues(), events: ["task.*", "a b"], headers: [{ name: "X-Team", value: "" }], pinnedVersions: [{ type: "task.created", version: "1" }] };

function pathsOf(...paths: string[]) {
  const error = new ApiError(400, { code: "INVALID_PAYLOAD", message: "no", fields: paths.map((path) => ({ path, message: "must be good" })) });
  return (placeErrors(error, values) as ApiError).fields;
}

it("puts a header's error into its row, and an event's beside the chips", () => {
  expect(pathsOf("headers.x-team", "events[1]", "signatureHeaders.webhook-id", "headers.gone", "authToken")).toEqual([
    { path: "headers[0].value", message: "must be good" },
    { path: "events", message: "“a b” must be good" },
    { path: "signatureHeaders[5].value", message: "must be good" },
    { path: "headers", message: "gone must be good" },
    { path: "authToken", message: "must be good" },
  ]);
});

it("puts a pinned version's error into its row", () => {
  expect(pathsOf("pinnedVersions.task.created", "pinnedVersions.gone.type")).toEqual([
    { path: "pinnedVersions[0].version", message: "must be good" },
    { path: "pinnedVersions", message: "gone.type must be good" },
  ]);
});

it("leaves alone what is about no field", () => {
  const error = new ApiError(409, { code: "CONFLICT", message: "changed" });
  expect(placeErrors(error, values)).toBe(error);
  expect(placeErrors("odd", values)).toBe("odd");
});
