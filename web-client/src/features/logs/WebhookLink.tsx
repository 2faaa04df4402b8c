import { Link } from "@tanstack/react-router";
import { useWebhooks } from "./use-webhooks";

/** The channel or subscription that something left through; one that was deleted has no page. */
export function WebhookLink({ webhookId }: { webhookId: string }) {
  const webhooks = useWebhooks();
  const name = webhooks.nameOf(webhookId);
  const subscription = webhooks.subscriptionOf(webhookId);
  if (subscription === undefined) {
    return (
      <Link to="/channels/$channelId" params={{ channelId: webhookId }} search={{ tab: "deliveries" }}>
        {name}
      </Link>
    );
  }
  return (
    <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: webhookId }} search={{ tab: "deliveries" }}>
      {name}
    </Link>
  );
}
