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

/** A header that is typed for one test. */
export interface TestHeader {
  name: string;
  value: string;
}

/** The headers as they are sent to the server; undefined: none, so the test goes as every delivery does. */
export function sentHeaders(headers: TestHeader[]): Record<string, string> | undefined {
  const named = headers.filter(({ name, value }) => name.trim() !== "" || value !== "");
  return named.length === 0 ? undefined : Object.fromEntries(named.map(({ name, value }) => [name.trim(), value]));
}

/**
 * The headers that a test will carry, secrets masked. `now`: whether the secret before still signs. `own`: of this test alone,
 * which take the place of those of the same name.
 */
export function requestLines(one: Subscription, eventType: string, now: number, own: TestHeader[] = []): [string, string][] {
  const isRotating = one.previousSecretExpiresAt !== null && Date.parse(one.previousSecretExpiresAt) > now;
  const contentType = one.payloadFormat === "cloudevents" ? "application/cloudevents+json; charset=utf-8" : "application/json";
  const lines: [string, string][] = [["content-type", contentType]];
  for (const usual of renamableHeaders) {
    if (usual === "x-webhook-signature-previous" && !isRotating) continue;
    lines.push([one.signatureHeaders[usual] ?? usual, usual === "x-webhook-event" ? eventType : made[usual]]);
  }
  const all = new Map([...lines, ...authLine(one), ...Object.entries(one.headers)]);
  for (const [name, value] of Object.entries(sentHeaders(own) ?? {})) if (name !== "") all.set(name.toLowerCase(), value);
  return [...all];
}
