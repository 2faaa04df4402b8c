/** Of which days the usage is told, as it stands in the URL; what is missing is the server's to choose: the last 30 days. */
export interface UsageSearch {
  since?: string;
  until?: string;
}

function day(value: unknown): string | undefined {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
}

export function parseUsageSearch(search: Record<string, unknown>): UsageSearch {
  return { since: day(search.since), until: day(search.until) };
}
