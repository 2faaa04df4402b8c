import type { DayUsage } from "../../../wire";

export interface UsageTotals {
  turns: number;
  fallbacks: number;
  repaired: number;
  tokens: number;
  /** What is known of the cost in dollars; null where nothing is. */
  costUsd: number | null;
  /** How long a turn took on average, in milliseconds; null where there was none. */
  averageDurationMs: number | null;
}

/** All days and models together. */
export function totalsOf(items: DayUsage[]): UsageTotals {
  const sum = (of: (item: DayUsage) => number) => items.reduce((total, item) => total + of(item), 0);
  const turns = sum((item) => item.turns);
  const costs = items.flatMap((item) => item.costUsd ?? []);
  return {
    turns,
    fallbacks: sum((item) => item.fallbacks),
    repaired: sum((item) => item.repaired),
    tokens: sum((item) => item.inputTokens + item.outputTokens),
    costUsd: costs.length === 0 ? null : costs.reduce((total, cost) => total + cost, 0),
    // A day with more turns counts for more.
    averageDurationMs: turns === 0 ? null : Math.round(sum((item) => item.averageDurationMs * item.turns) / turns),
  };
}

/** "$0.0021": small sums keep the digits that tell them from nothing. */
export function dollars(costUsd: number | null): string {
  if (costUsd === null) return "–";
  const digits = costUsd === 0 || costUsd >= 1 ? 2 : 4;
  return `$${costUsd.toFixed(digits)}`;
}
