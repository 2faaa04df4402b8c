import { expect, it } from "vitest";
import { ApiError, networkError } from "../api/api-error";
import { describeError, isSignedOut } from "./describe-error";

const say = (error: unknown) => describeError(error).sentence;

it("lets the server's own sentence stand", () => {
  expect(say(new ApiError(409, { code: "CONFLICT", message: "Task 12 is already completed" }))).toBe("Task 12 is already completed.");
});

it("names the field of an invalid input", () => {
  const error = new ApiError(400, { code: "INVALID_PAYLOAD", message: "Invalid.", fields: [{ path: "limit", message: "must be 1 to 100" }] });
  expect(say(error)).toBe("limit must be 1 to 100.");
});

it("says when to try again", () => {
  const limited = (retryAfterSeconds: number | null) => new ApiError(429, { code: "RATE_LIMIT_MINUTE", message: "Too many calls.", retryAfterSeconds });
  expect(say(limited(20))).toBe("Too many calls. Try again in 20 seconds.");
  expect(say(limited(90))).toBe("Too many calls. Try again in 2 minutes.");
  expect(say(limited(null))).toBe("Too many calls. Try again in a moment.");
});

it("gives the next step where the server could not", () => {
  expect(say(networkError("The server cannot be reached."))).toBe("The server cannot be reached. Check the connection and try again.");
  expect(say(new TypeError("x is undefined"))).toMatch(/Reload the page/);
});

it("keeps the request id, to find it in the log", () => {
  const error = new ApiError(500, { code: "INTERNAL", message: "boom", requestId: "r-1" });
  expect(describeError(error)).toEqual({ sentence: expect.stringMatching(/server's log/), requestId: "r-1" });
});

it("knows when the session is over", () => {
  expect(isSignedOut(new ApiError(401, { code: "UNAUTHENTICATED", message: "Sign in." }))).toBe(true);
  expect(isSignedOut(new ApiError(401, { code: "INVALID_AUTH", message: "No." }))).toBe(false);
  expect(isSignedOut(networkError("gone"))).toBe(false);
});
