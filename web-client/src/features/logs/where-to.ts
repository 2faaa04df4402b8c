import type { Delivery, DeliveryDetail } from "../../wire";

/** A number or an address instead of a URL. */
const person = /^(sms|mailto):/;

export function isToPerson(delivery: Pick<Delivery, "targetUrl">): boolean {
  return delivery.targetUrl !== null && person.test(delivery.targetUrl);
}

/** Where a delivery goes, as people write it. */
export function whereTo(delivery: Pick<Delivery, "targetUrl">): string {
  return delivery.targetUrl?.replace(person, "") ?? "Stays in the inbox: the channel sends nothing out";
}

/** What was never to leave is kept as the event it was, also on its way to a person. */
export function isEnvelope(delivery: Pick<DeliveryDetail, "status" | "attemptCount" | "requestBody">): boolean {
  return delivery.status === "cancelled" && delivery.attemptCount === 0 && delivery.requestBody.startsWith('{"id":"');
}
