import { expect, it } from "vitest";
import { newSubscriptionValues, type SubscriptionValues } from "./subscription-values";
import { validateSubscription } from "./validate-subscription";

const fine: SubscriptionValues = { ...newSubscriptionValues(), url: "https://a.example/hook", events: ["*"] };

it("wants to know where to and which events", () => {
  expect(validateSubscription(fine)).toEqual({});
  expect(Object.keys(validateSubscription(newSubscriptionValues()))).toEqual(["url", "events"]);
  expect(validateSubscription({ ...fine, url: "a.example" })).toHaveProperty("url");
});

it("wants what the authentication needs", () => {
  expect(validateSubscription({ ...fine, authType: "bearer" })).toHaveProperty("authToken");
  expect(validateSubscription({ ...fine, authType: "api_key", authToken: "k", authHeader: "X Key" })).toHaveProperty("authHeader");
  expect(validateSubscription({ ...fine, authType: "basic" })).toHaveProperty("authUsername");
  // The subscription's own secret signs then.
  expect(validateSubscription({ ...fine, authType: "hmac" })).toEqual({});
});

it("finds the header that will not do", () => {
  const headers = [{ name: "X-A", value: "1" }, { name: "x-a", value: "2" }, { name: "", value: "3" }, { name: "", value: "" }];
  expect(Object.keys(validateSubscription({ ...fine, headers }))).toEqual(["headers.1.name", "headers.2.name"]);
});

it("reads a list of delays of one's own", () => {
  expect(validateSubscription({ ...fine, retryPolicy: "custom", retryDelays: "1 s, 5 min" })).toEqual({});
  expect(validateSubscription({ ...fine, retryPolicy: "custom", retryDelays: "" })).toEqual({});
  expect(validateSubscription({ ...fine, retryPolicy: "custom", retryDelays: "soon" })).toHaveProperty("retryDelays");
  expect(validateSubscription({ ...fine, retryPolicy: "custom", retryDelays: "2 days" })).toHaveProperty("retryDelays");
});

it("takes nothing that is typed behind the dots of a stored secret", () => {
  const stored: SubscriptionValues = { ...fine, authType: "bearer", authToken: "••••1234", headers: [{ name: "x-a", value: "••••" }] };
  expect(validateSubscription(stored, stored)).toEqual({});
  expect(validateSubscription({ ...stored, authToken: "••••1234new" }, stored)).toHaveProperty("authToken");
  expect(validateSubscription({ ...stored, headers: [{ name: "x-b", value: "••••" }] }, stored)).toHaveProperty(["headers.0.value"]);
});
