import { expect, it } from "vitest";
import { aSubscription } from "../../test/a-subscription";
import { requestLines, sentHeaders } from "./test-request";

const now = Date.parse("2026-11-24T10:00:00.000Z");
const shown = (changes: Parameters<typeof aSubscription>[0]) => Object.fromEntries(requestLines(aSubscription(changes), "task.created", now));

it("shows what will be sent, by the names that were chosen", () => {
  const headers = shown({ signatureHeaders: { "webhook-id": "x-id" }, headers: { "x-team": "••••lue" } });
  expect(headers).toMatchObject({ "content-type": "application/json", "x-webhook-event": "task.created", "x-id": "the event's id", "x-team": "••••lue" });
  expect(headers).not.toHaveProperty("webhook-id");
  expect(headers).not.toHaveProperty("x-webhook-signature-previous");
});

it("shows the second signature while a secret is being rotated, and authentication masked", () => {
  expect(shown({ previousSecretExpiresAt: "2026-11-25T10:00:00.000Z" })).toHaveProperty("x-webhook-signature-previous");
  expect(shown({ authType: "bearer", authToken: "••••1234" })).toHaveProperty("authorization", "Bearer ••••1234");
  expect(shown({ authType: "api_key", authHeader: "X-Key", authToken: "••••" })).toHaveProperty("x-key", "••••");
  expect(shown({ authType: "basic" })).toHaveProperty("authorization", "Basic ••••");
  expect(shown({ payloadFormat: "cloudevents" })["content-type"]).toContain("cloudevents+json");
});

it("takes headers of one test over those that are stored", () => {
  const lines = requestLines(aSubscription({ headers: { "x-team": "••••lue" } }), "task.created", now, [
    { name: " X-Team ", value: "red" },
    { name: "", value: "" },
  ]);
  expect(lines.filter(([name]) => name === "x-team")).toEqual([["x-team", "red"]]);
});

it("sends no headers where none was typed", () => {
  expect(sentHeaders([])).toBeUndefined();
  expect(sentHeaders([{ name: " ", value: "" }])).toBeUndefined();
  expect(sentHeaders([{ name: " X-A ", value: "1" }])).toEqual({ "X-A": "1" });
});
