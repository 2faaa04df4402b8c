import { conversationLooks, optionsOf } from "../../components/looks";
import type { Conversation } from "../../wire";

/** What stands in the inbox's URL: the filters, and the message to show in the thread. */
export interface InboxSearch {
  status?: Conversation["status"];
  webhookId?: string;
  /** Only those with a message that somebody should look at. */
  needsReview?: true;
  message?: string;
}

export const conversationOptions = optionsOf(conversationLooks);

export function parseInboxSearch(search: Record<string, unknown>): InboxSearch {
  return {
    status: conversationOptions.find((option) => option.value === search.status)?.value,
    webhookId: typeof search.webhookId === "string" ? search.webhookId : undefined,
    needsReview: search.needsReview === true ? true : undefined,
    message: typeof search.message === "string" ? search.message : undefined,
  };
}

/** The filters alone: what a link to another conversation keeps. */
export function filtersOf({ status, webhookId, needsReview }: InboxSearch): InboxSearch {
  return { status, webhookId, needsReview };
}

/** Who writes: the name if there is one, else the address. */
export function contactOf(conversation: Pick<Conversation, "senderName" | "senderIdentifier">): string {
  return conversation.senderName ?? conversation.senderIdentifier;
}
