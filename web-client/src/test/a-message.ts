import type { Message, MessageTask, MessageTurn, Understanding } from "../wire";

/** An inbound message as the server shows it. */
export function aMessage(changes: Partial<Message>): Message {
  return {
    id: "0199",
    direction: "inbound",
    author: "contact",
    content: "Call Dana",
    messageType: "text",
    senderIdentifier: "dana@acme.example",
    senderName: null,
    status: "processed",
    intent: null,
    entities: null,
    urgency: null,
    conversationId: "0200",
    webhookId: "0201",
    externalMessageId: null,
    attachments: [],
    tasks: [],
    turn: null,
    corrections: [],
    delivery: null,
    unanswered: null,
    review: null,
    reviewedAt: null,
    email: null,
    deferredUntil: null,
    error: null,
    createdAt: "2026-11-24T10:00:00.000Z",
    ...changes,
  };
}

/** A task that was made from it. */
export function aMessageTask(changes: Partial<MessageTask> = {}): MessageTask {
  return { id: "0400", number: 12, title: "Call Dana", priority: "medium", deadline: null, status: "pending", ...changes };
}

/** What the built-in assistant understood of it. */
export function anUnderstanding(changes: Partial<Understanding> = {}): Understanding {
  return {
    language: "en",
    intents: ["task"],
    urgency: "medium",
    dates: [],
    people: ["Dana"],
    projects: [],
    amounts: [],
    tasks: [{ number: 12, title: "Call Dana", priority: "medium", dueAt: null, hasDueTime: false, assignee: null }],
    changes: [],
    answer: null,
    certainty: "high",
    trust: "contact",
    ...changes,
  };
}

/** How its turn was taken. */
export function aTurn(changes: Partial<MessageTurn> = {}): MessageTurn {
  return {
    model: "built-in",
    askedModel: null,
    provider: "built_in",
    fallbackReason: null,
    promptVersion: null,
    mode: null,
    requests: 0,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    durationMs: 3,
    isRepaired: false,
    acknowledgedAt: null,
    takenAt: "2026-11-24T10:00:00.100Z",
    understanding: anUnderstanding(),
    ...changes,
  };
}
