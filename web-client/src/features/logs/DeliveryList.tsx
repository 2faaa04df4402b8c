import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { pagesOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { List, listClasses, type Column } from "../../components/List";
import { deliveryLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Delivery } from "../../wire";
import { useChannels } from "../channels/use-channels";
import type { LogFilters } from "./log-filters";
import { whereTo } from "./where-to";

export const deliveryKinds: Record<Delivery["kind"], string> = {
  reply: "Reply",
  test: "Test",
  verification: "Verification",
  password_reset: "Password reset",
};

export function DeliveryList({ filters, empty }: { filters: LogFilters; empty: ReactNode }) {
  const query = useInfiniteQuery(pagesOptionsFor("deliveries.list", filters));
  const channels = useChannels();
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
            {deliveryKinds[delivery.kind]} through {channels.nameOf(delivery.webhookId)}
          </Link>
          <span className={listClasses.sub} title={delivery.lastError ?? undefined}>
            {delivery.status !== "success" && delivery.lastError !== null ? asSentence(delivery.lastError) : whereTo(delivery)}
          </span>
        </>
      ),
    },
    { title: "Status", width: "130px", cell: (delivery) => <Badge look={deliveryLooks[delivery.status]} /> },
    { title: "Attempts", width: "80px", align: "end", hideOnPhone: true, cell: (delivery) => delivery.attemptCount },
    { title: "Created", width: "110px", align: "end", cell: (delivery) => <Time value={delivery.createdAt} className="quiet" /> },
  ];
  return <List key={JSON.stringify(filters)} label="Deliveries" query={query} columns={columns} empty={empty} />;
}
