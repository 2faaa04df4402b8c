import { expect, it } from "vitest";
import type { AuditEntry } from "../../../wire";
import { auditSentence } from "./audit-sentence";

const entry: AuditEntry = {
  id: "e1",
  at: "2026-11-24T10:00:00.000Z",
  actor: "user",
  userId: "u1",
  userName: "Ann",
  apiTokenId: null,
  action: "webhook.updated",
  subject: "w1",
  address: null,
  requestId: null,
  before: null,
  after: null,
};

it.each<[Partial<AuditEntry>, string]>([
  [{ action: "webhook.secret_key_regenerated", after: { previousSecretKeyExpiresAt: null } }, "Ann regenerated the secret key of a channel"],
  [{ before: { channelName: "Shop" }, after: { channelName: "Shop 2" } }, "Ann changed the channel “Shop 2”"],
  [{ action: "task.completed", actor: "assistant", userName: null, after: { title: "Call Dana" } }, "The assistant completed the task “Call Dana”"],
  [{ action: "api_token.created" }, "Ann created an API token"],
  [{ action: "member.invited", after: { email: "bo@acme.example", role: "admin" } }, "Ann invited bo@acme.example as admin"],
  [{ action: "member.role_changed", before: { name: "Bo", role: "member" }, after: { name: "Bo", role: "owner" } }, "Ann changed the role of Bo to owner"],
  [{ action: "member.removed", subject: "u2", before: { name: "Bo" } }, "Ann removed Bo"],
  [{ action: "member.removed", subject: "u1", before: { name: "Ann" } }, "Ann left the organization"],
  [{ action: "member.signed_in", after: { method: "password" } }, "Ann signed in by password"],
  [{ action: "organization.created", actor: "system", userName: null }, "Patchbay created the organization"],
  [{ action: "contact.merged", userName: "Ann", after: { name: "Bob" } }, "Ann merged another contact into the contact “Bob”"],
  [{ action: "contact.deleted", userName: null, before: { name: null } }, "A former member deleted a contact"],
  [{ action: "api_token.revoked", apiTokenId: "t1", before: { name: "CI" } }, "Ann revoked the API token “CI”, by API token"],
  [{ action: "robot.danced" }, "Ann did robot.danced"],
])("says %o as %s", (changes, sentence) => {
  expect(auditSentence({ ...entry, ...changes })).toBe(sentence);
});
