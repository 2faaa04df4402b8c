import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { ErrorBox } from "../../components/Feedback";
import { Section } from "../../components/Section";
import { Time } from "../../components/time/Time";
import type { Delivery } from "../../wire";
import { deliveryTitle } from "../logs/delivery-words";
import { useRetryDelivery } from "../logs/use-retry-delivery";
import { useWebhooks } from "../logs/use-webhooks";
import classes from "./Home.module.css";

/** What did not get through. Nothing stands here when everything did. */
export function FailedDeliveries() {
  const failed = useQuery(queryOptionsFor("deliveries.list", { status: "failed", limit: 5 }));
  if (failed.data === undefined) {
    return failed.error === null ? null : (
      <Section title="Failed deliveries">
        <ErrorBox error={failed.error} retry={() => void failed.refetch()} />
      </Section>
    );
  }
  const { items, nextCursor } = failed.data;
  if (items.length === 0) return null;
  return (
    <Section
      title="Failed deliveries"
      action={
        <Link to="/logs" search={{ status: "failed" }}>
          {nextCursor === null ? "Logs" : "All failed deliveries"}
        </Link>
      }
    >
      <ul className={classes.items}>
        {items.map((delivery) => (
          <li key={delivery.id} className={classes.row}>
            <FailedDelivery delivery={delivery} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function FailedDelivery({ delivery }: { delivery: Delivery }) {
  const webhooks = useWebhooks();
  const retry = useRetryDelivery();
  return (
    <>
      <div className={classes.name}>
        <Link to="/logs/$deliveryId" params={{ deliveryId: delivery.id }} search={{ status: "failed" }} data-row-link>
          {deliveryTitle(delivery, webhooks.nameOf(delivery.webhookId))}
        </Link>
        <span className={classes.sub} title={delivery.lastError ?? undefined}>
          {asSentence(delivery.lastError ?? "No reason is known.")}
        </span>
      </div>
      <Time value={delivery.finishedAt ?? delivery.createdAt} className="quiet" />
      <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ id: delivery.id })}>
        Retry delivery
      </Button>
    </>
  );
}
