export const subscriptionTabs = ["overview", "deliveries", "test", "settings"] as const;

export type SubscriptionTab = (typeof subscriptionTabs)[number];

export function parseSubscriptionTab(search: Record<string, unknown>): { tab?: SubscriptionTab } {
  return { tab: subscriptionTabs.find((tab) => tab === search.tab) };
}

/** The filters of the list, as they stand in the URL. */
export interface SubscriptionFilters {
  state?: "on" | "off";
  includeDeleted?: boolean;
}

export const stateOptions: { value: "on" | "off"; label: string }[] = [
  { value: "on", label: "On" },
  { value: "off", label: "Off" },
];

export function parseSubscriptionFilters(search: Record<string, unknown>): SubscriptionFilters {
  return {
    state: stateOptions.find((option) => option.value === search.state)?.value,
    includeDeleted: search.includeDeleted === true ? true : undefined,
  };
}
