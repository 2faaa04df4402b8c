import { Button } from "@mantine/core";
import { Outlet, useNavigate } from "@tanstack/react-router";
import { EmptyState } from "../../components/Feedback";
import { FilterBar, FilterSelect } from "../../components/FilterBar";
import { Page } from "../../components/Page";
import { useChannels } from "../channels/use-channels";
import { DeliveryList } from "./DeliveryList";
import { deliveryOptions, type LogFilters } from "./log-filters";

export function LogsPage({ filters }: { filters: LogFilters }) {
  const navigate = useNavigate();
  const channels = useChannels();
  const change = (changes: LogFilters) => void navigate({ to: "/logs", search: { ...filters, ...changes }, replace: true });
  const filtered = filters.status !== undefined || filters.webhookId !== undefined;
  return (
    <Page title="Logs" purpose="Everything that left or tried to, with each attempt.">
      <FilterBar>
        <FilterSelect label="Status" any="Any status" value={filters.status} options={deliveryOptions} onChange={(status) => change({ status })} />
        <FilterSelect label="Channel" any="Any channel" value={filters.webhookId} options={channels.options} onChange={(webhookId) => change({ webhookId })} />
      </FilterBar>
      <DeliveryList
        filters={filters}
        empty={
          filtered ? (
            <EmptyState action={<Button variant="default" onClick={() => void navigate({ to: "/logs", search: {} })}>Clear the filters</Button>}>
              No delivery matches these filters.
            </EmptyState>
          ) : (
            "Nothing has left yet. Each answer to a message appears here with its attempts."
          )
        }
      />
      <Outlet />
    </Page>
  );
}
