import { Group, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { Page } from "../../components/Page";
import type { Subscription } from "../../wire";
import { DeliveryList } from "../logs/DeliveryList";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";
import { subscriptionTabs, type SubscriptionTab } from "./subscription-search";
import { lookOf } from "./subscription-state";
import { SubscriptionNotices } from "./SubscriptionNotices";
import { SubscriptionOverview } from "./SubscriptionOverview";
import { SubscriptionSettings } from "./SubscriptionSettings";
import { SubscriptionSwitch } from "./SubscriptionSwitch";
import { TestConsole } from "./TestConsole";

const tabNames: Record<SubscriptionTab, string> = {
  overview: "Overview",
  deliveries: "Deliveries",
  test: "Test",
  settings: "Settings",
};

export function SubscriptionPage({ subscriptionId, tab }: { subscriptionId: string; tab: SubscriptionTab }) {
  const subscription = useQuery(queryOptionsFor("subscriptions.get", { id: subscriptionId }));
  if (subscription.data !== undefined) return <LoadedSubscription subscription={subscription.data} tab={tab} />;
  return (
    <Page title="Subscription">
      {subscription.isPending ? (
        <LoadingRows />
      ) : subscription.error.code === "WEBHOOK_NOT_FOUND" ? (
        <EmptyState
          action={
            <Link to="/subscriptions" search={{ includeDeleted: true }}>
              All subscriptions, also the deleted ones
            </Link>
          }
        >
          There is no such subscription.
        </EmptyState>
      ) : (
        <ErrorBox error={subscription.error} retry={() => void subscription.refetch()} />
      )}
    </Page>
  );
}

function LoadedSubscription({ subscription, tab }: { subscription: Subscription; tab: SubscriptionTab }) {
  const navigate = useNavigate();
  const mayChange = isAdmin(useMe().user.role);
  const { id } = subscription;
  const canSwitch = mayChange && subscription.deletedAt === null;
  const open = (chosen: string | null) =>
    void navigate({
      to: "/subscriptions/$subscriptionId",
      params: { subscriptionId: id },
      search: { tab: subscriptionTabs.find((each) => each === chosen) },
    });
  return (
    <Page
      title={subscription.name}
      purpose={
        <Group component="span" gap="xs">
          <Badge look={lookOf(subscription)} />
          <span>
            Subscription {subscription.number}
            {subscription.description !== "" && ` · ${subscription.description}`}
          </span>
        </Group>
      }
      actions={canSwitch && <SubscriptionSwitch subscription={subscription} />}
    >
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Parts of the subscription">
          {subscriptionTabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {tabNames[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <SubscriptionNotices subscription={subscription} mayChange={mayChange} />
        <Tabs.Panel value="overview" pt="md">
          <SubscriptionOverview subscription={subscription} mayChange={mayChange} />
        </Tabs.Panel>
        <Tabs.Panel value="deliveries" pt="xs">
          <DeliveryList filters={{ webhookId: id }} empty="Nothing has been sent to it yet. What it asks for leaves as soon as it happens." />
        </Tabs.Panel>
        <Tabs.Panel value="test" pt="md">
          <TestConsole subscription={subscription} mayChange={canSwitch} />
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt="md">
          <SubscriptionSettings subscription={subscription} mayChange={canSwitch} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
