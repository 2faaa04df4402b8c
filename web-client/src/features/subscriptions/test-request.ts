import type { Subscription } from "../../wire";
import { renamableHeaders } from "./subscription-values";

/** What the signature's headers will hold; they are made when the test is sent. */
const made: Record<(typeof renamableHeaders)[number], string> = {
  "x-webhook-event": "",
  "x-webhook-delivery": "the delivery's id",
  "x-webhook-timestamp": "the time, in Unix seconds",
  "x-webhook-signature": "sha256=…",
  "x-webhook-signature-previous": "sha256=…",
  "webhook-id": "the event's id",
  "webhook-timestamp": "the time, in Unix seconds",
  "webhook-signature": "v1,…",
};

function authLine(one: Subscription): [string, string][] {
  switch (one.authType) {
    case "bearer":
      return [["authorization", `Bearer ${one.authToken ?? "••••"}`]];
    case "basic":
      return [["authorization", "Basic ••••"]];
    case "api_key":
      return [[(one.authHeader ?? "x-api-key").toLowerCase(), one.authToken ?? "••••"]];
    case "none":
    case "hmac":
      return [];
  }
}

/** The headers that a test will carry, secrets masked. `now`: whether the secret before still signs. */
export function requestLines(one: Subscription, eventType: string, now: number): [string, string][] {
  const isRotating = one.previousSecretExpiresAt !== null && Date.parse(one.previousSecretExpiresAt) > now;
  const contentType = one.payloadFormat === "cloudevents" ? "application/cloudevents+json; charset=utf-8" : "application/json";
  const lines: [string, string][] = [["content-type", contentType]];
  for (const usual of renamableHeaders) {
    if (usual === "x-webhook-signature-previous" && !isRotating) continue;
    lines.push([one.signatureHeaders[usual] ?? usual, usual === "x-webhook-event" ? eventType : made[usual]]);
  }
  return [...lines, ...authLine(one), ...Object.entries(one.headers)];
}
