import { thinNumber } from "../../components/time/format";
import type { Delivery, Recovery } from "../../wire";

export type RecoverableStatus = Extract<Delivery["status"], "failed" | "cancelled" | "success">;

export const recoverable: { value: RecoverableStatus; label: string; description: string }[] = [
  { value: "failed", label: "Failed", description: "Given up after their last attempt." },
  { value: "cancelled", label: "Cancelled", description: "Called off by a member, or not wanted any more." },
  { value: "success", label: "Delivered", description: "They arrived: their receivers get them a second time." },
];

function count(deliveries: number): string {
  return deliveries === 1 ? "1 delivery" : `${thinNumber(deliveries)} deliveries`;
}

/** What stands before the confirm. */
export function previewSentence(deliveries: number): string {
  if (deliveries === 0) return "No delivery matches. Nothing would be sent.";
  return `This sends ${count(deliveries)} again.`;
}

/** "64 of 128 deliveries are due again". */
export function progressSentence({ done, total, status }: Pick<Recovery, "done" | "total" | "status">): string {
  const what = `${thinNumber(done)} of ${count(total)}`;
  if (status === "completed") return `${count(done)} ${done === 1 ? "is" : "are"} being sent again.`;
  if (status === "cancelled") return `Ended after ${what}. Those are being sent again.`;
  return `${what} so far.`;
}
