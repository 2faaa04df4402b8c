import type { Confirmation } from "../wire";

/** Something that waits for the yes of the member who asked for it, as the server shows it. */
export function aConfirmation(changes: Partial<Confirmation> = {}): Confirmation {
  return {
    id: "f1",
    status: "pending",
    code: "4821",
    summary: 'new task "Call Acme"',
    userId: "u1",
    isOwn: true,
    webhookId: "w1",
    conversationId: "v1",
    messageId: "m1",
    contactId: "c1",
    taskIds: [],
    createdAt: "2026-11-24T10:00:00.000Z",
    expiresAt: "2099-11-25T10:00:00.000Z",
    settledAt: null,
    settledBy: null,
    settledThrough: null,
    ...changes,
  };
}
