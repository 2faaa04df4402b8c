import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/Feedback";
import { List, listClasses, type Column } from "../../components/List";
import { deliveryLooks } from "../../components/looks";
import { useBounds } from "../../components/time/ranges";
import { Time } from "../../components/time/Time";
import type { Delivery } from "../../wire";
import { deliveryTitle, waitsFor } from "./delivery-words";
import { deliveryInput, type LogFilters } from "./log-filters";
import classes from "./Logs.module.css";
import { useDeliveries } from "./use-deliveries";
import { useWebhooks } from "./use-webhooks";
import { whereTo } from "./where-to";

interface DeliveryListProps {
  filters: LogFilters;
  empty: ReactNode;
}

/** A key, so that what other filters bring is not highlighted as new, and a search begins anew. */
export function DeliveryList({ filters, empty }: DeliveryListProps) {
  return <KeyedList key={JSON.stringify(filters)} filters={filters} empty={empty} />;
}

function KeyedList({ filters, empty }: DeliveryListProps) {
  const query = useDeliveries(deliveryInput(filters, useBounds(filters)));
  const webhooks = useWebhooks();
  const { searchedUntil, searching } = query;
  const columns: Column<Delivery>[] = [
    {
      title: "Delivery",
      cell: (delivery) => (
        <>
          <Link
            to="/logs/$deliveryId"
            params={{ deliveryId: delivery.id }}
            search={filters}
            resetScroll={false}
            className={listClasses.open}
            data-row-link
          >
            {deliveryTitle(delivery, webhooks.nameOf(delivery.webhookId))}
          </Link>
          <SecondLine delivery={delivery} waits={waitsFor(webhooks.subscriptionOf(delivery.webhookId))} />
        </>
      ),
    },
    { title: "Status", width: "130px", cell: (delivery) => <Badge look={deliveryLooks[delivery.status]} /> },
    { title: "Attempts", width: "80px", align: "end", hideOnPhone: true, cell: (delivery) => delivery.attemptCount },
    { title: "Created", width: "110px", align: "end", cell: (delivery) => <Time value={delivery.createdAt} className="quiet" /> },
  ];
  return (
    <>
      <List
        label="Deliveries"
        query={query}
        columns={columns}
        empty={searchedUntil === null ? empty : <EmptyState>{searching ? "Searching…" : "Nothing found so far."}</EmptyState>}
        more={searchedUntil === null ? undefined : "Go on searching"}
      />
      {searchedUntil !== null && (
        <p className={classes.searched} role="status">
          Searched back to <Time value={searchedUntil} absolute />
          {searching ? ", still searching." : ": nothing more found up to there."}
        </p>
      )}
    </>
  );
}

/** What went wrong or is waited for; else where it goes. */
function SecondLine({ delivery, waits }: { delivery: Delivery; waits: string }) {
  const { status, lastError } = delivery;
  const text = status === "held" ? waits : status !== "success" && lastError !== null ? asSentence(lastError) : whereTo(delivery);
  return (
    <span className={listClasses.sub} title={text}>
      {text}
    </span>
  );
}
