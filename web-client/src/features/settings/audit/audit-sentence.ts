import type { AuditEntry, JsonValue } from "../../../wire";
import { isRole, roleNames } from "../roles";

/** What was done, to be read after whoever did it. `name` is what the thing is called, in quotation marks, or nothing. */
type Words = (name: string, entry: AuditEntry) => string;

/** "the channel “Shop”", or "a channel" where its name is not known. */
const the = (noun: string): Words => (name) => (name === "" ? `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}` : `the ${noun} ${name}`);
const channel = the("channel");
const task = the("task");
const contact = the("contact");
const subscription = the("subscription");
const token = the("API token");

const did = (verb: string, what: Words): Words => (name, entry) => `${verb} ${what(name, entry)}`;

const sentences: Record<string, Words> = {
  "webhook.created": did("created", channel),
  "webhook.updated": did("changed", channel),
  "webhook.deleted": did("deleted", channel),
  "webhook.purged": did("removed for good", channel),
  "webhook.restored": did("restored", channel),
  "webhook.secret_key_regenerated": did("regenerated the secret key of", channel),
  "webhook.secret_key_revealed": did("looked at the secret key of", channel),
  "webhook.token_regenerated": did("regenerated the URL of", channel),
  "webhook.tested": did("sent a test through", channel),
  "webhook.verification_sent": did("sent a code to verify", channel),
  "webhook.verified": did("verified", channel),
  "conversation.replied": () => "replied in a conversation",
  "conversation.paused": () => "paused a conversation",
  "conversation.resumed": () => "resumed a conversation",
  "conversation.resolved": () => "resolved a conversation",
  "conversation.reopened": () => "reopened a conversation",
  "conversation.archived": () => "archived a conversation",
  "message.corrected": () => "corrected what was understood of a message",
  "message.reviewed": () => "marked a message as reviewed",
  "subscription.created": did("created", subscription),
  "subscription.updated": did("changed", subscription),
  "subscription.enabled": did("switched on", subscription),
  "subscription.disabled": did("switched off", subscription),
  "subscription.deleted": did("deleted", subscription),
  "subscription.purged": did("removed for good", subscription),
  "subscription.restored": did("restored", subscription),
  "subscription.secret_rotated": did("rotated the secret of", subscription),
  "subscription.secret_revealed": did("looked at the secret of", subscription),
  "event.replayed": (_, { after }) => `replayed ${textOf(after, "eventType") ?? "an event"}`,
  "event_type.registered": (name) => `registered ${name === "" ? "an event type" : `the event type ${name}`}`,
  "event_type.archived": () => "archived an event type",
  "event_type.restored": () => "restored an event type",
  "deliveries.recovered": () => "had deliveries sent again",
  "deliveries.recovery_cancelled": () => "ended a recovery of deliveries",
  "delivery.retried": () => "retried a delivery",
  "delivery.cancelled": () => "cancelled a delivery",
  "task.created": did("created", task),
  "task.updated": did("changed", task),
  "task.completed": did("completed", task),
  "task.failed": did("marked as failed", task),
  "task.cancelled": did("cancelled", task),
  "task.reopened": did("reopened", task),
  "contact.created": did("created", contact),
  "contact.updated": did("changed", contact),
  "contact.deleted": did("deleted", contact),
  "contact.merged": did("merged another contact into", contact),
  "fact.created": () => "entered something to be remembered of a contact",
  "fact.updated": () => "changed what is remembered of a contact",
  "fact.deleted": () => "had something about a contact forgotten",
  "member.invited": (_, { after }) => `invited ${textOf(after, "email") ?? "somebody"}${asRole(after)}`,
  "member.invitation_revoked": (_, { before }) => `revoked the invitation of ${textOf(before, "email") ?? "somebody"}`,
  "member.joined": (_, { after }) => `joined${asRole(after)}`,
  "member.updated": () => "changed their account",
  "member.role_changed": (_, { after }) => `changed the role of ${textOf(after, "name") ?? "a member"}${toRole(after)}`,
  "member.removed": (_, entry) => (entry.userId === entry.subject ? "left the organization" : `removed ${textOf(entry.before, "name") ?? "a member"}`),
  "member.signed_in": (_, { after }) => (textOf(after, "method") === "password" ? "signed in by password" : "signed in by a link"),
  "member.signed_out": () => "signed out",
  "member.password_changed": () => "changed their password",
  "member.password_reset": () => "set a new password by a link",
  "member.password_reset_created": () => "made a password link for a member",
  "member.password_reset_requested": () => "was asked for a new password of a member",
  "member.sign_in_link_created": () => "made a sign-in link for a member",
  "session.ended": () => "ended a session of theirs",
  "session.others_ended": () => "ended all their other sessions",
  "api_token.created": did("created", token),
  "api_token.revoked": did("revoked", token),
  "organization.created": () => "created the organization",
  "organization.updated": () => "changed the organization",
};

/** Who did it, in a word or a name. */
export function whoDid(entry: Pick<AuditEntry, "actor" | "userName">): string {
  if (entry.actor === "assistant") return "The assistant";
  if (entry.actor === "system") return "Patchbay";
  return entry.userName ?? "A former member";
}

/** "Ann regenerated the secret key of a channel". */
export function auditSentence(entry: AuditEntry): string {
  const words = sentences[entry.action];
  // An action that this dashboard does not know yet is named as it is.
  const done = words === undefined ? `did ${entry.action}` : words(nameOf(entry), entry);
  return `${whoDid(entry)} ${done}${entry.apiTokenId === null ? "" : ", by API token"}`;
}

function nameOf({ before, after }: AuditEntry): string {
  for (const side of [after, before]) {
    for (const field of ["channelName", "title", "name"]) {
      const name = textOf(side, field);
      if (name !== undefined) return `“${name}”`;
    }
  }
  return "";
}

function textOf(side: JsonValue | null, field: string): string | undefined {
  if (side === null || typeof side !== "object" || Array.isArray(side)) return undefined;
  const value = side[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function asRole(side: JsonValue | null): string {
  const role = textOf(side, "role");
  return isRole(role) ? ` as ${roleNames[role].toLowerCase()}` : "";
}

function toRole(side: JsonValue | null): string {
  const role = textOf(side, "role");
  return isRole(role) ? ` to ${roleNames[role].toLowerCase()}` : "";
}
