import { parseTimeRange, type TimeRange } from "../../components/time/ranges";

/** The filters of the events, as they stand in the URL. */
export interface EventFilters extends TimeRange {
  type?: string;
  webhookId?: string;
}

export function parseEventFilters(search: Record<string, unknown>): EventFilters {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return { ...parseTimeRange(search), type: text(search.type), webhookId: text(search.webhookId) };
}
