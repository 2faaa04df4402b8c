import { expect, it } from "vitest";
import { aSubscription } from "../../test/a-subscription";
import { changesOf, inputOf, newSubscriptionValues, valuesOf } from "./subscription-values";

const values = { ...newSubscriptionValues(), url: " https://a.example/hook ", events: ["task.*"] };

it("sends what was chosen, and nothing of what was not", () => {
  const input = inputOf({ ...values, authToken: "left over", retryDelays: "5" });
  expect(input).toMatchObject({ url: "https://a.example/hook", name: null, authType: "none", retryPolicy: "blend", rateLimitPerSecond: null, headers: {}, signatureHeaders: {} });
  expect(input).not.toHaveProperty("authToken");
  expect(input).not.toHaveProperty("retryDelays");
});

it("sends the fields of the chosen authentication", () => {
  expect(inputOf({ ...values, authType: "api_key", authToken: "k", authHeader: " X-Key " })).toMatchObject({ authToken: "k", authHeader: "X-Key" });
  expect(inputOf({ ...values, authType: "basic", authUsername: "ann", authPassword: "••••" })).toMatchObject({ authUsername: "ann", authPassword: "••••" });
  expect(inputOf({ ...values, authType: "hmac" })).toMatchObject({ hmacSecret: null });
});

it("sends a list of one's own instead of a name", () => {
  const input = inputOf({ ...values, retryPolicy: "custom", retryDelays: "1, 5 min" });
  expect(input).toMatchObject({ retryDelays: [1, 300], retryCount: null });
  expect(input).not.toHaveProperty("retryPolicy");
});

it("leaves out rows that nobody filled", () => {
  expect(inputOf({ ...values, headers: [{ name: "", value: "" }, { name: " X-Team ", value: "blue" }] }).headers).toEqual({ "X-Team": "blue" });
  const renamed = values.signatureHeaders.map((row) => (row.name === "webhook-id" ? { ...row, value: "X-Id" } : row));
  expect(inputOf({ ...values, signatureHeaders: renamed }).signatureHeaders).toEqual({ "webhook-id": "X-Id" });
});

it("shows what is stored, and changes nothing of it by itself", () => {
  const stored = aSubscription({ headers: { "x-team": "••••lue" }, rateLimitPerSecond: 5, signatureHeaders: { "webhook-id": "X-Id" }, retryPolicy: "custom", retryDelays: [1, 60] });
  const shown = valuesOf(stored);
  expect(shown).toMatchObject({ headers: [{ name: "x-team", value: "••••lue" }], rateLimitPerSecond: 5, retryPolicy: "custom", retryDelays: "1 s, 1 min" });
  expect(changesOf(shown, shown)).toEqual({});
  expect(changesOf({ ...shown, name: "CRM" }, shown)).toEqual({ name: "CRM" });
});

it("sends a changed secret with its type, and another policy whole", () => {
  const shown = valuesOf(aSubscription({ authType: "bearer", authToken: "••••1234", retryCount: 2 }));
  expect(changesOf({ ...shown, authToken: "new" }, shown)).toEqual({ authType: "bearer", authToken: "new" });
  expect(changesOf({ ...shown, retryPolicy: "durable" }, shown)).toEqual({ retryPolicy: "durable", retryCount: null });
});
