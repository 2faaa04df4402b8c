import type { ChannelType } from "../../wire";

/** In the order in which they are offered. */
export const channelTypes = ["sms", "email", "custom_webhook"] as const satisfies ChannelType[];

export const channelTypeHints: Record<ChannelType, string> = {
  sms: "People text a number of your Twilio account.",
  email: "People write to an address of yours, and get their answer by mail.",
  custom_webhook: "A form, a shop or any other system sends messages as JSON.",
};

/** What the URL of the first step says. */
export function parseNewChannel(search: Record<string, unknown>): { type?: ChannelType } {
  return { type: channelTypes.find((type) => type === search.type) };
}
