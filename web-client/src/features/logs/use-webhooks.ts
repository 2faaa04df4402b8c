import type { Subscription } from "../../wire";
import { useChannels } from "../channels/use-channels";
import { useSubscriptions } from "../subscriptions/use-subscriptions";

interface Webhooks {
  options: { value: string; label: string }[];
  /** For objects that name their webhook by id alone, and outlive it. */
  nameOf: (id: string) => string;
  /** The subscription of this id; undefined where it is a channel, or not known yet. */
  subscriptionOf: (id: string) => Subscription | undefined;
}

/** Channels and subscriptions by name: whatever something may leave through. */
export function useWebhooks(): Webhooks {
  const channels = useChannels();
  const subscriptions = useSubscriptions();
  const subscriptionOf = (id: string) => subscriptions?.find((each) => each.id === id);
  const present = subscriptions?.filter((each) => each.deletedAt === null) ?? [];
  return {
    options: [...present.map((each) => ({ value: each.id, label: each.name })), ...channels.options],
    subscriptionOf,
    nameOf: (id) => {
      const subscription = subscriptionOf(id);
      if (subscription === undefined) return subscriptions === undefined ? "…" : channels.nameOf(id);
      return subscription.deletedAt === null ? subscription.name : `${subscription.name} (deleted)`;
    },
  };
}
