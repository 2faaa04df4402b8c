import type { Subscription } from "../../wire";

export type RetryPolicy = "blend" | "prd07" | "prd029" | "crm" | "queue" | "durable" | "custom";

/** All the delays that a named policy has, in seconds, as the server documents them. */
const delays: Record<Exclude<RetryPolicy, "custom">, number[]> = {
  blend: [1, 2, 4, 8, 16, 60, 300, 1800, 7200],
  prd07: [1, 2, 4, 8, 16],
  prd029: [60, 300, 1800, 7200],
  crm: [1, 2, 4, 8],
  queue: [1, 2, 4, 8, 16, 30],
  durable: [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400],
};

/** How many of them are used where nobody says; of the others all. */
const usualCounts: Partial<Record<RetryPolicy, number>> = { crm: 3 };

export const retryPolicies: { value: RetryPolicy; label: string }[] = [
  { value: "blend", label: "Seconds, then hours" },
  { value: "prd07", label: "Within half a minute" },
  { value: "prd029", label: "Minutes, then hours" },
  { value: "crm", label: "Three quick tries" },
  { value: "queue", label: "Doubling up to 30 s, with jitter" },
  { value: "durable", label: "For three days" },
  { value: "custom", label: "A list of your own" },
];

/** Whether an answer that says the request is wrong (404, 422) is tried again. */
const retriesRefusals: ReadonlySet<RetryPolicy> = new Set(["prd029", "crm", "durable", "custom"]);

export const mostDelays = 20;
export const longestDelay = 86_400;

/** The policy by its name; a list of the owner's own has none. */
export function policyOf({ retryPolicy }: Pick<Subscription, "retryPolicy">): RetryPolicy {
  return retryPolicies.find(({ value }) => value === retryPolicy)?.value ?? "custom";
}

/** "1 s", "5 min", "2 h", "1 day": in the greatest unit that leaves no rest. */
export function delayWords(seconds: number): string {
  if (seconds > 0 && seconds % 86_400 === 0) return seconds === 86_400 ? "1 day" : `${seconds / 86_400} days`;
  if (seconds > 0 && seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  if (seconds > 0 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}

/** When what did not arrive is tried again, in a sentence. */
export function retryWords(list: number[]): string {
  if (list.length === 0) return "Does not try again.";
  return `Tries again after ${list.map(delayWords).join(", ")}; then gives up.`;
}

/** How many retries a named policy has at most; of a list of one's own, nobody can say. */
export function mostRetries(policy: RetryPolicy): number {
  return policy === "custom" ? mostDelays : delays[policy].length;
}

/** What no number of retries means. */
export function usualRetries(policy: RetryPolicy): string {
  const usual = usualCounts[policy];
  return usual === undefined ? "all of them" : `the first ${usual}`;
}

/**
 * What a chosen policy does. `own`: the delays of a list of one's own, null while they cannot be read. `count`: how many
 * of a named policy's delays are used, null where nobody said.
 */
export function policyWords(policy: RetryPolicy, own: number[] | null, count: number | null = null): string {
  const list = policy === "custom" ? own : delays[policy].slice(0, count ?? usualCounts[policy]);
  const refusals = retriesRefusals.has(policy) ? "An answer like 404 is tried again too." : "An answer like 404 is final.";
  return list === null ? refusals : `${retryWords(list)} ${refusals}`;
}

const units: Record<string, number> = { "": 1, s: 1, sec: 1, m: 60, min: 60, h: 3_600, d: 86_400, day: 86_400, days: 86_400 };

/** Reads "1, 2, 30 s, 5 min, 2 h"; null where something is no delay. Nothing at all is an empty list. */
export function readDelays(text: string): number[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== "");
  const seconds = parts.map((part) => {
    const [, number, unit] = /^(\d+)\s*([a-z]*)$/i.exec(part) ?? [];
    const factor = units[(unit ?? "").toLowerCase()];
    return number === undefined || factor === undefined ? Number.NaN : Number(number) * factor;
  });
  return seconds.some(Number.isNaN) ? null : seconds;
}
