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

it("reads a number of retries within what the policy has", () => {
  expect(validateSubscription({ ...fine, retryCount: 0 })).toEqual({});
  expect(validateSubscription({ ...fine, retryCount: 9 })).toEqual({});
  expect(validateSubscription({ ...fine, retryCount: 10 })).toHaveProperty("retryCount", "Enter 0 to 9, or leave it empty.");
  expect(validateSubscription({ ...fine, retryPolicy: "crm", retryCount: 4 })).toEqual({});
  expect(validateSubscription({ ...fine, retryPolicy: "crm", retryCount: -1 })).toHaveProperty("retryCount");
  expect(validateSubscription({ ...fine, retryPolicy: "custom", retryDelays: "1 s", retryCount: 99 })).toEqual({});
});

it("wants a type to pin", () => {
  const pinnedVersions = [{ type: "task.created", version: "1" }, { type: "", version: "" }];
  expect(Object.keys(validateSubscription({ ...fine, pinnedVersions }))).toEqual(["pinnedVersions.1.type"]);
});

it("finds the metadata that will not do", () => {
  const text = (name: string, value: string) => ({ name, value, isJson: false });
  const metadata = [text("a", "1"), text("a ", "2"), text("", "3"), text("", ""), { name: "b", value: "{", isJson: true }];
  expect(Object.keys(validateSubscription({ ...fine, metadata }))).toEqual(["metadata.1.name", "metadata.2.name", "metadata.4.value"]);
});
