import { deliveryLooks, optionsOf } from "../../components/looks";
import { parseTimeRange, type TimeRange } from "../../components/time/ranges";
import type { Delivery, DeliveryList } from "../../wire";
import { deliveryKinds } from "./delivery-words";

/** The filters of the logs, as they stand in the URL. */
export interface LogFilters extends TimeRange {
  status?: Delivery["status"];
  webhookId?: string;
  kind?: Delivery["kind"];
  eventType?: string;
  eventId?: string;
  search?: string;
}

export const deliveryOptions = optionsOf(deliveryLooks);

export const kindOptions = (Object.keys(deliveryKinds) as Delivery["kind"][]).map((value) => ({ value, label: deliveryKinds[value] }));

function text(value: unknown): string | undefined {
  // A text of digits alone is read from the URL as a number.
  const written = typeof value === "number" ? String(value) : value;
  return typeof written === "string" && written.trim() !== "" ? written : undefined;
}

export function parseLogFilters(search: Record<string, unknown>): LogFilters {
  return {
    ...parseTimeRange(search),
    status: deliveryOptions.find((option) => option.value === search.status)?.value,
    webhookId: text(search.webhookId),
    kind: kindOptions.find((option) => option.value === search.kind)?.value,
    eventType: text(search.eventType),
    eventId: text(search.eventId),
    search: text(search.search),
  };
}

/** Whether anything but the tab is chosen. */
export function isFiltered(filters: LogFilters): boolean {
  return Object.values({ ...filters, status: undefined }).some((value) => value !== undefined);
}

/** What the server is asked for, with the bounds that the choice of time means now. */
export function deliveryInput(filters: LogFilters, bounds: { since?: string; until?: string }): Omit<DeliveryList, "cursor"> {
  const { status, webhookId, kind, eventType, eventId, search } = filters;
  return { status, webhookId, kind, eventType, eventId, search: search?.slice(0, 200), ...bounds };
}
