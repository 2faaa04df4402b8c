import type { Webhook } from "../../wire";

/** What a channel is: the key of `channelLooks`. */
export function stateOf(channel: Pick<Webhook, "isActive" | "deletedAt">): "active" | "disabled" | "deleted" {
  if (channel.deletedAt !== null) return "deleted";
  return channel.isActive ? "active" : "disabled";
}
