export const channelTabs = ["overview", "messages", "deliveries", "settings"] as const;

export type ChannelTab = (typeof channelTabs)[number];

export function parseChannelTab(search: Record<string, unknown>): { tab?: ChannelTab } {
  return { tab: channelTabs.find((tab) => tab === search.tab) };
}
