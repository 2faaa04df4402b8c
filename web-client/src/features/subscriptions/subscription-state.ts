import { subscriptionLooks } from "../../components/looks";
import type { BadgeLook } from "../../components/Badge";
import { thinNumber } from "../../components/time/format";
import type { DisabledReason, Subscription } from "../../wire";

type State = Pick<Subscription, "status" | "deletedAt">;

export function lookOf({ status, deletedAt }: State): BadgeLook {
  return subscriptionLooks[deletedAt === null ? status : "deleted"];
}

/** Why a subscription is off, and what that means for switching it on. */
export const disabledReasons: Record<DisabledReason, { short: string; sentence: string }> = {
  manual: { short: "by a member", sentence: "A member switched it off." },
  failing: { short: "failed for too long", sentence: "Patchbay switched it off because its receiver failed for too long. See that it works, then switch it on." },
  gone: { short: "receiver is gone (410)", sentence: "Patchbay switched it off because its receiver answered 410 Gone: it wants nothing more. Check the URL before you switch it on." },
};

/** 0.9378 → "93.8 %". Never 100 % where something failed, never 0 % where something arrived. */
export function percent(rate: number | null): string {
  if (rate === null) return "–";
  const shown = Math.min(rate === 1 ? 100 : 99.9, Math.max(rate === 0 ? 0 : 0.1, rate * 100));
  return `${Number(shown.toFixed(1))} %`;
}

/** "12 held deliveries". */
export function heldCount(held: number): string {
  return held === 1 ? "1 held delivery" : `${thinNumber(held)} held deliveries`;
}
