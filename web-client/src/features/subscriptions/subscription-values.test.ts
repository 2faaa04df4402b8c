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
  expect(changesOf({ ...shown, retryPolicy: "durable", retryCount: "" }, shown)).toEqual({ retryPolicy: "durable", retryCount: null });
});

it("sends a number of retries with the policy it is one of", () => {
  expect(inputOf({ ...values, retryCount: 0 })).toMatchObject({ retryPolicy: "blend", retryCount: 0 });
  expect(inputOf(values)).toMatchObject({ retryCount: null });
  const shown = valuesOf(aSubscription({ retryPolicy: "crm", retryCount: 2, retryDelays: [1, 2] }));
  expect(shown.retryCount).toBe(2);
  expect(changesOf({ ...shown, retryCount: 4 }, shown)).toEqual({ retryPolicy: "crm", retryCount: 4 });
});

it("lets no number of before cut another list", () => {
  const shown = valuesOf(aSubscription({ retryPolicy: "custom", retryDelays: [1, 60], retryCount: 2 }));
  expect(changesOf(shown, shown)).toEqual({});
  expect(changesOf({ ...shown, retryDelays: "1 s, 1 min, 1 h" }, shown)).toEqual({ retryDelays: [1, 60, 3600], retryCount: null });
});

it("sends the pinned versions and the metadata whole, or not at all", () => {
  const shown = valuesOf(aSubscription({ pinnedVersions: { "task.created": 1 }, metadata: { plan: "gold", seats: 5 } }));
  expect(shown.pinnedVersions).toEqual([{ type: "task.created", version: "1" }]);
  expect(changesOf(shown, shown)).toEqual({});
  const pinnedVersions = [...shown.pinnedVersions, { type: "deal.won", version: "3" }, { type: "", version: "" }];
  expect(changesOf({ ...shown, pinnedVersions }, shown)).toEqual({ pinnedVersions: { "task.created": 1, "deal.won": 3 } });
  expect(changesOf({ ...shown, metadata: shown.metadata.slice(1) }, shown)).toEqual({ metadata: { seats: 5 } });
  expect(changesOf({ ...shown, metadata: [], pinnedVersions: [] }, shown)).toEqual({ metadata: {}, pinnedVersions: {} });
});
