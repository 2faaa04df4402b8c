import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRefresh, IconX } from "@tabler/icons-react";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { EmptyState } from "../../components/Feedback";
import { FilterBar, FilterSelect, SearchField } from "../../components/FilterBar";
import { Page } from "../../components/Page";
import { TabLinks } from "../../components/TabLinks";
import { TimeRangeFilter } from "../../components/time/TimeRangeFilter";
import { useEventTypeOptions } from "../event-types/use-event-types";
import { RecoverDeliveries } from "../recoveries/RecoverDeliveries";
import { DeliveryList } from "./DeliveryList";
import { deliveryOptions, isFiltered, kindOptions, type LogFilters } from "./log-filters";
import { logTabs } from "./log-tabs";
import { useWebhooks } from "./use-webhooks";

export function LogsPage({ filters }: { filters: LogFilters }) {
  const [recovering, dialog] = useDisclosure(false);
  const isDead = filters.status === "failed";
  return (
    <Page
      title="Logs"
      purpose={isDead ? "Deliveries that were given up. Mend what they ran into, then try them again." : "Everything that left or tried to, with each attempt."}
      actions={
        <Button variant={isDead ? "filled" : "default"} leftSection={<IconRefresh size={16} aria-hidden />} onClick={dialog.open}>
          Recover deliveries
        </Button>
      }
    >
      <TabLinks label="Logs" tabs={logTabs(isDead ? "failed" : "deliveries")} />
      <LogFilterBar filters={filters} />
      <DeliveryList filters={filters} empty={<NoDeliveries filters={filters} />} />
      {recovering && <RecoverDeliveries filters={filters} onClose={dialog.close} />}
      <Outlet />
    </Page>
  );
}

function useChange(filters: LogFilters): (changes: LogFilters) => void {
  const navigate = useNavigate();
  return (changes) => void navigate({ to: "/logs", search: { ...filters, ...changes }, replace: true, resetScroll: false });
}

function LogFilterBar({ filters }: { filters: LogFilters }) {
  const change = useChange(filters);
  const webhooks = useWebhooks();
  const eventTypes = useEventTypeOptions(filters.eventType);
  return (
    <FilterBar>
      <SearchField label="Search the payloads" value={filters.search ?? ""} onChange={(search) => change({ search: search === "" ? undefined : search })} />
      <FilterSelect label="Status" any="Any status" value={filters.status} options={deliveryOptions} onChange={(status) => change({ status })} />
      <FilterSelect label="Webhook" any="Any webhook" value={filters.webhookId} options={webhooks.options} onChange={(webhookId) => change({ webhookId })} searchable />
      <FilterSelect label="Event type" any="Any event" value={filters.eventType} options={eventTypes} onChange={(eventType) => change({ eventType })} searchable />
      <FilterSelect label="Kind" any="Any kind" value={filters.kind} options={kindOptions} onChange={(kind) => change({ kind })} />
      <TimeRangeFilter value={filters} onChange={(range) => change(range)} />
      {filters.eventId !== undefined && (
        <Button variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => change({ eventId: undefined })}>
          Of one event
        </Button>
      )}
    </FilterBar>
  );
}

function NoDeliveries({ filters }: { filters: LogFilters }) {
  const navigate = useNavigate();
  const { status } = filters;
  if (isFiltered(filters) || (status !== undefined && status !== "failed")) {
    return (
      <EmptyState action={<Button variant="default" onClick={() => void navigate({ to: "/logs", search: {} })}>Clear the filters</Button>}>
        No delivery matches these filters.
      </EmptyState>
    );
  }
  if (status === "failed") return <EmptyState>There are no dead letters: whatever was to leave arrived or is still being tried.</EmptyState>;
  return <EmptyState>Nothing has left yet. Each answer to a message and each event that a subscription asks for appears here with its attempts.</EmptyState>;
}
