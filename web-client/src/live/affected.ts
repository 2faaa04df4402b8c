import type { QueryKey } from "@tanstack/react-query";
import type { QueryName } from "../api/client";
import type { Change } from "../wire";

/** Which queries a change makes old. `id` narrows a query to the one object it asks for. */
export interface Affected {
  name: QueryName;
  id?: string;
  webhookId?: string;
}

function narrowed(name: QueryName, field: "id" | "webhookId", value: string | null): Affected {
  return value === null ? { name } : { name, [field]: value };
}

export function affectedBy(change: Change): Affected[] {
  const webhookNumbers: Affected[] = [{ name: "webhooks.list" }, narrowed("webhooks.get", "id", change.webhookId)];
  const thread = narrowed("conversations.messages", "id", change.conversationId);
  // What happens is also an event; a delivery of it counts for whom it was told.
  const events: Affected = { name: "events.list" };
  const subscriptionNumbers: Affected[] = [{ name: "subscriptions.list" }, narrowed("subscriptions.get", "id", change.webhookId)];
  const channelMessages = narrowed("webhooks.getMessages", "webhookId", change.webhookId);
  switch (change.kind) {
    case "message":
      return [
        thread,
        channelMessages,
        { name: "conversations.list" },
        { name: "webhooks.getConversations" },
        narrowed("conversations.get", "id", change.conversationId),
        ...webhookNumbers,
        events,
      ];
    case "conversation":
      return [
        events,
        { name: "conversations.list" },
        { name: "webhooks.getConversations" },
        { name: "conversations.get", id: change.id },
        { name: "conversations.transitions", id: change.id },
      ];
    case "task":
      // A task is also asked for by its number, so its id narrows nothing; a thread shows the tasks made from it.
      return [{ name: "tasks.list" }, { name: "tasks.get" }, { name: "tasks.story" }, thread, channelMessages, ...webhookNumbers, events];
    case "confirmation":
      // A yes makes or approves tasks, is told in the thread, and makes its contact known.
      return [
        { name: "confirmations.list" },
        { name: "confirmations.count" },
        { name: "tasks.list" },
        { name: "tasks.get" },
        { name: "contacts.list" },
        { name: "contacts.get" },
        thread,
      ];
    case "webhook":
      return [
        { name: "webhooks.list" },
        { name: "webhooks.get", id: change.id },
        { name: "subscriptions.list" },
        { name: "subscriptions.get", id: change.id },
        { name: "conversations.list" },
      ];
    case "contact":
      // A fact is also read with the message that said it, and of two contacts one may have become part of the other.
      return [
        events,
        { name: "contacts.list" },
        { name: "contacts.get", id: change.id },
        { name: "facts.list" },
        { name: "conversations.list" },
        { name: "tasks.list" },
      ];
    case "member":
      return [
        { name: "members.list" },
        { name: "members.invitations" },
        { name: "apiTokens.list" },
        { name: "sessions.list" },
        { name: "auth.me" },
        { name: "webhooks.list" },
        { name: "webhooks.get" },
      ];
    case "organization":
      return [{ name: "settings.get" }, { name: "auth.me" }];
    case "delivery":
      return [
        { name: "deliveries.list" },
        { name: "deliveries.get", id: change.id },
        // What left because of a task is told with it.
        { name: "tasks.story" },
        thread,
        channelMessages,
        ...webhookNumbers,
        ...subscriptionNumbers,
        events,
      ];
  }
}

/** Whether a query key (`[name, input, …]`) is one of them. */
export function isAffected(key: QueryKey, affected: Affected[]): boolean {
  const [name, input] = key;
  const fields = typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};
  return affected.some(
    (each) =>
      each.name === name &&
      (each.id === undefined || each.id === fields.id) &&
      (each.webhookId === undefined || fields.webhookId === undefined || each.webhookId === fields.webhookId),
  );
}
