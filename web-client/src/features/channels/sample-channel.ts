import type { Webhook } from "../../wire";
import type { SampleChannel } from "./samples";

/** What is known of a channel later on: its secrets are masked, so samples name them instead. */
export function sampleChannelOf(channel: Webhook): SampleChannel {
  const { authType, authHeader } = channel.providerConfig;
  return { webhookUrl: channel.webhookUrl, authType: authType ?? "none", authHeader, authToken: null, hmacSecret: null };
}
