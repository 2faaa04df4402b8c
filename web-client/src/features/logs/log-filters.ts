import { deliveryLooks, optionsOf } from "../../components/looks";
import type { Delivery } from "../../wire";

/** The filters of the logs, as they stand in the URL. */
export interface LogFilters {
  status?: Delivery["status"];
  webhookId?: string;
}

export const deliveryOptions = optionsOf(deliveryLooks);

export function parseLogFilters(search: Record<string, unknown>): LogFilters {
  return {
    status: deliveryOptions.find((option) => option.value === search.status)?.value,
    webhookId: typeof search.webhookId === "string" ? search.webhookId : undefined,
  };
}
