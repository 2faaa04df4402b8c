import { Switch } from "@mantine/core";
import type { Subscription } from "../../wire";
import { useSwitch } from "./use-subscription-steps";

/** On or off, at the top of its page. */
export function SubscriptionSwitch({ subscription }: { subscription: Subscription }) {
  const { busy, set } = useSwitch(subscription);
  return (
    <Switch
      label={subscription.isActive ? "On" : "Off"}
      aria-label={`${subscription.name} is on`}
      checked={subscription.isActive}
      disabled={busy}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}
