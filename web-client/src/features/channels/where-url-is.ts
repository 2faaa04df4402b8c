import type { ChannelType } from "../../wire";

/** Where a channel's URL was entered, and a new one has to be. */
export const whereUrlIs: Record<ChannelType, string> = {
  sms: "at Twilio, for the number or the Messaging Service, where it says “A message comes in”",
  email: "where mail is handed over: in the alias, the Email Worker or whatever posts it",
  custom_webhook: "in every system that sends messages through this channel",
};
