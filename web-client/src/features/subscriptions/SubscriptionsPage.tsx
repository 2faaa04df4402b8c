import { Button, Checkbox, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/Feedback";
import { FilterBar, FilterSelect } from "../../components/FilterBar";
import { List, listClasses, type Column } from "../../components/List";
import { Page } from "../../components/Page";
import { TabLinks } from "../../components/TabLinks";
import { thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Subscription } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";
import { eventsInShort } from "./event-groups";
import { subscriptionPageTabs } from "./subscription-page-tabs";
import { stateOptions, type SubscriptionFilters } from "./subscription-search";
import { disabledReasons, lookOf, percent } from "./subscription-state";
import { useRestore, useSwitch } from "./use-subscription-steps";

export function SubscriptionsPage({ filters }: { filters: SubscriptionFilters }) {
  const navigate = useNavigate();
  const mayChange = isAdmin(useMe().user.role);
  const { state, includeDeleted } = filters;
  const query = useInfiniteQuery(
    pagesOptionsFor("subscriptions.list", { isActive: state === undefined ? undefined : state === "on", includeDeleted }),
  );
  const change = (changes: SubscriptionFilters) => void navigate({ to: "/subscriptions", search: { ...filters, ...changes }, replace: true });
  return (
    <Page title="Subscriptions" purpose="The systems that are told of events." actions={mayChange && <CreateButton />}>
      <TabLinks label="Subscriptions" tabs={subscriptionPageTabs("subscriptions")} />
      <FilterBar>
        <FilterSelect label="State" any="On or off" value={state} options={stateOptions} onChange={(chosen) => change({ state: chosen })} />
        <div data-wide>
          <Checkbox
            size="xs"
            label="Show deleted"
            checked={includeDeleted === true}
            onChange={(event) => change({ includeDeleted: event.currentTarget.checked || undefined })}
          />
        </div>
      </FilterBar>
      <List
        key={JSON.stringify(filters)}
        label="Subscriptions"
        query={query}
        columns={mayChange ? [...columns, switchColumn] : columns}
        empty={<NoSubscriptions filters={filters} mayChange={mayChange} />}
      />
    </Page>
  );
}

const columns: Column<Subscription>[] = [
  {
    title: "Subscription",
    cell: ({ id, name, url }) => (
      <>
        <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: id }} search={{}} className={listClasses.open} title={name} data-row-link>
          {name}
        </Link>
        <span className={`${listClasses.sub} mono`} title={url}>
          {url}
        </span>
      </>
    ),
  },
  {
    title: "Events",
    width: "170px",
    hideOnPhone: true,
    cell: ({ events }) => (
      <span className="truncate" title={events.join(", ")}>
        {eventsInShort(events)}
      </span>
    ),
  },
  { title: "Health", width: "190px", cell: (subscription) => <Health subscription={subscription} /> },
  { title: "Success", width: "80px", align: "end", hideOnPhone: true, cell: ({ stats }) => percent(stats.successRate) },
  { title: "Held", width: "64px", align: "end", hideOnPhone: true, cell: ({ stats }) => thinNumber(stats.heldDeliveries) },
  {
    title: "Last triggered",
    width: "120px",
    align: "end",
    cell: ({ stats }) => (stats.lastTriggeredAt === null ? <span className="quiet">Never</span> : <Time value={stats.lastTriggeredAt} className="quiet" />),
  },
];

const switchColumn: Column<Subscription> = {
  title: "On",
  width: "96px",
  align: "end",
  cell: (subscription) => (subscription.deletedAt === null ? <OnSwitch subscription={subscription} /> : <RestoreButton subscription={subscription} />),
};

function Health({ subscription }: { subscription: Subscription }) {
  const { disabledReason, deletedAt } = subscription;
  return (
    <>
      <Badge look={lookOf(subscription)} />
      {/* Whoever switched it off knows; what Patchbay did itself is said. */}
      {deletedAt === null && disabledReason !== null && disabledReason !== "manual" && (
        <span className={listClasses.sub}>{disabledReasons[disabledReason].short}</span>
      )}
    </>
  );
}

function OnSwitch({ subscription }: { subscription: Subscription }) {
  const { busy, set } = useSwitch(subscription);
  return (
    <Switch
      className={listClasses.above}
      display="inline-block"
      style={{ verticalAlign: "middle" }}
      size="sm"
      aria-label={`${subscription.name} is on`}
      checked={subscription.isActive}
      disabled={busy}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}

function RestoreButton({ subscription }: { subscription: Subscription }) {
  const { busy, restore } = useRestore(subscription, false);
  return (
    <Button className={listClasses.above} size="compact-sm" variant="default" loading={busy} aria-label={`Restore ${subscription.name}`} onClick={restore}>
      Restore
    </Button>
  );
}

function CreateButton() {
  return (
    <Button leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link to="/subscriptions/new" {...props} />}>
      Create subscription
    </Button>
  );
}

function NoSubscriptions({ filters, mayChange }: { filters: SubscriptionFilters; mayChange: boolean }) {
  const navigate = useNavigate();
  if (filters.state !== undefined) {
    return (
      <EmptyState action={<Button variant="default" onClick={() => void navigate({ to: "/subscriptions", search: {} })}>Show all subscriptions</Button>}>
        No subscription is {filters.state}.
      </EmptyState>
    );
  }
  return (
    <EmptyState action={mayChange && <CreateButton />}>
      There are no subscriptions yet. A subscription sends events, such as a new task or an answer, to a URL of another system the moment they
      happen. {mayChange ? "To create one you need that URL, and to know which events it wants." : "An owner or admin can create one."}
    </EmptyState>
  );
}
