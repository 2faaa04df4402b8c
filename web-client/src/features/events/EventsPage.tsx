import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../api/queries";
import { EmptyState } from "../../components/Feedback";
import { FilterBar, FilterSelect } from "../../components/FilterBar";
import { List, listClasses, type Column } from "../../components/List";
import { Page } from "../../components/Page";
import { TabLinks } from "../../components/TabLinks";
import { useBounds } from "../../components/time/ranges";
import { Time } from "../../components/time/Time";
import { TimeRangeFilter } from "../../components/time/TimeRangeFilter";
import type { Event } from "../../wire";
import { useChannels } from "../channels/use-channels";
import { useEventTypeOptions } from "../event-types/use-event-types";
import { logTabs } from "../logs/log-tabs";
import { dataInShort } from "./data-in-short";
import type { EventFilters } from "./event-filters";

/** Everything that happened, whether or not anybody is told of it. */
export function EventsPage({ filters }: { filters: EventFilters }) {
  const navigate = useNavigate();
  const channels = useChannels();
  const eventTypes = useEventTypeOptions(filters.type);
  const change = (changes: EventFilters) =>
    void navigate({ to: "/logs/events", search: { ...filters, ...changes }, replace: true, resetScroll: false });
  return (
    <Page title="Logs" purpose="What happened, here or elsewhere. Each event is delivered to every subscription that asks for it.">
      <TabLinks label="Logs" tabs={logTabs("events")} />
      <FilterBar>
        <FilterSelect label="Event type" any="Any event" value={filters.type} options={eventTypes} onChange={(type) => change({ type })} searchable />
        <FilterSelect label="Channel" any="Any channel" value={filters.webhookId} options={channels.options} onChange={(webhookId) => change({ webhookId })} searchable />
        <TimeRangeFilter value={filters} onChange={(range) => change(range)} />
      </FilterBar>
      <EventList key={JSON.stringify(filters)} filters={filters} />
      <Outlet />
    </Page>
  );
}

function EventList({ filters }: { filters: EventFilters }) {
  const navigate = useNavigate();
  const { type, webhookId } = filters;
  const query = useInfiniteQuery(pagesOptionsFor("events.list", { type, webhookId, ...useBounds(filters) }));
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <List
      label="Events"
      query={query}
      columns={columns(filters)}
      empty={
        filtered ? (
          <EmptyState action={<Button variant="default" onClick={() => void navigate({ to: "/logs/events", search: {} })}>Clear the filters</Button>}>
            No event matches these filters.
          </EmptyState>
        ) : (
          "Nothing has happened yet. The first message that comes in makes the first event."
        )
      }
    />
  );
}

function columns(filters: EventFilters): Column<Event>[] {
  return [
    {
      title: "Event",
      cell: (event) => (
        <>
          <Link
            to="/logs/events/$eventId"
            params={{ eventId: event.id }}
            search={filters}
            resetScroll={false}
            className={listClasses.open}
            data-row-link
          >
            {event.type}
          </Link>
          <span className={listClasses.sub}>{dataInShort(event.data)}</span>
        </>
      ),
    },
    { title: "Replay", width: "110px", hideOnPhone: true, cell: (event) => (event.replayOf === null ? null : <span className="quiet">Replay {event.replayCount}</span>) },
    { title: "Labels", width: "160px", hideOnPhone: true, cell: (event) => <span className="truncate quiet">{event.channels.join(", ")}</span> },
    { title: "Time", width: "110px", align: "end", cell: (event) => <Time value={event.occurredAt} className="quiet" /> },
  ];
}
