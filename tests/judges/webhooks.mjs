// What receivers verify deliveries with: the reference library of Standard Webhooks, Svix's, and Node's own cryptography.
import { createHmac, createPublicKey, verify as verifySignature } from "node:crypto";

import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";

/** Why the library does not take this delivery; null: it does. */
export function verify({ secret, headers, body }) {
  return problemOf(() => new Webhook(secret).verify(body, Object.fromEntries(headers)));
}

/** The same by Svix's library. */
export function verifyBySvix({ secret, headers, body }) {
  return problemOf(() => new SvixWebhook(secret).verify(body, Object.fromEntries(headers)));
}

function problemOf(verifies) {
  try {
    verifies();
    return null;
  } catch (error) {
    return String(error.message);
  }
}

/** An ed25519 key as X.509 wraps it, before its 32 bytes (RFC 8410). */
const spki = Buffer.from("302a300506032b6570032100", "hex");

/** Whether one of the `v1a` signatures is by this key (`whpk_…`). */
export function verifyAsymmetric({ publicKey, headers, body }) {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": list } = Object.fromEntries(headers);
  const der = Buffer.concat([spki, Buffer.from(publicKey.replace(/^whpk_/, ""), "base64")]);
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  const signed = Buffer.from(`${id}.${timestamp}.${body}`);
  const signatures = list.split(" ").filter((one) => one.startsWith("v1a,"));
  return signatures.some((one) => verifySignature(null, signed, key, Buffer.from(one.slice(4), "base64")));
}

/** Section 9 of document 001, to the letter: the signature of what was parsed and written again. */
export function verifyAsDocumented({ secret: webhookSecret, headers, body }) {
  const payload = JSON.parse(body);
  const signature = createHmac("sha256", webhookSecret).update(JSON.stringify(payload)).digest("hex");
  return Object.fromEntries(headers)["x-webhook-signature"] === `sha256=${signature}`;
}

/** Whether JavaScript reads the same out of the `data` of a body as out of this text, but for the order of members. */
export function readsTheSame({ body, data }) {
  return JSON.stringify(sorted(JSON.parse(body).data)) === JSON.stringify(sorted(JSON.parse(data)));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  // Pairs, for a member may be called __proto__.
  const members = Object.entries(value).map(([name, member]) => [name, sorted(member)]);
  return members.sort(([one], [other]) => (one < other ? -1 : 1));
}
