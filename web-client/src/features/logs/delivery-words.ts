import type { Attempt, Delivery, Subscription } from "../../wire";

export const deliveryKinds: Record<Delivery["kind"], string> = {
  event: "Event",
  reply: "Reply",
  test: "Test",
  verification: "Verification",
  notice: "Notice",
  password_reset: "Password reset",
};

/** Where an attempt broke off, and what to look at. */
export const errorClasses: Record<NonNullable<Attempt["errorClass"]>, string> = {
  dns: "The host's name does not resolve",
  connect: "There was no connection",
  tls: "The connection was not safe (TLS)",
  timeout: "It took too long",
  status: "The answer was no 2xx",
  refused_by_guard: "Patchbay sends nothing to this address",
  protocol: "The answer broke off",
  not_sent: "There was nowhere to send it",
};

/** "task.created to Billing", "Reply through Shop": what it is and whom it is for. */
export function deliveryTitle(delivery: Pick<Delivery, "kind" | "eventType">, webhook: string): string {
  if (delivery.kind === "event") return `${delivery.eventType} to ${webhook}`;
  return `${deliveryKinds[delivery.kind]} through ${webhook}`;
}

type Receiver = Pick<Subscription, "name" | "isActive" | "status" | "stats" | "deletedAt">;

/** What a held delivery waits for. `subscription`: undefined where it is for something else, or not known. */
export function waitsFor(subscription: Receiver | undefined): string {
  if (subscription === undefined) return "Waits until the receiver works again.";
  if (subscription.deletedAt !== null) return `Waits until ${subscription.name} is restored and switched on.`;
  if (!subscription.isActive) return `Waits until ${subscription.name} is switched on.`;
  return `Waits until the receiver of ${subscription.name} works again.`;
}

/** Whether the member may have it tried again, or call it off. */
export function possibleSteps(delivery: Pick<Delivery, "status" | "targetUrl">): { retry: boolean; sendAgain: boolean; cancel: boolean } {
  const { status } = delivery;
  return {
    retry: status === "failed" || status === "cancelled",
    // What stayed in the conversation has nowhere to go.
    sendAgain: status === "success" && delivery.targetUrl !== null,
    cancel: status === "pending" || status === "retrying" || status === "held",
  };
}
