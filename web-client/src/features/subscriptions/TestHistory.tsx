import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { List, listClasses, type Column } from "../../components/List";
import { deliveryLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Delivery } from "../../wire";

const columns: Column<Delivery>[] = [
  {
    title: "Test",
    cell: (delivery) => (
      <>
        <Link to="/logs/$deliveryId" params={{ deliveryId: delivery.id }} search={{ kind: "test", webhookId: delivery.webhookId }} className={listClasses.open} data-row-link>
          {delivery.eventType}
        </Link>
        {delivery.lastError !== null && <span className={listClasses.sub}>{asSentence(delivery.lastError)}</span>}
      </>
    ),
  },
  { title: "Status", width: "130px", cell: (delivery) => <Badge look={deliveryLooks[delivery.status]} /> },
  { title: "Time", width: "110px", align: "end", cell: (delivery) => <Time value={delivery.createdAt} className="quiet" /> },
];

/** The last tests; each opens with its request and its answer. */
export function TestHistory({ subscriptionId }: { subscriptionId: string }) {
  const query = useQuery(queryOptionsFor("deliveries.list", { kind: "test", webhookId: subscriptionId, limit: 10 }));
  const one = { hasNextPage: false, isFetchingNextPage: false, isFetchNextPageError: false, fetchNextPage: () => undefined };
  return <List label="Tests" query={{ ...query, ...one, data: query.data?.items }} columns={columns} empty="No test was sent yet." />;
}
