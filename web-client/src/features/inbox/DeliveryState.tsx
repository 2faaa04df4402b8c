import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { deliveryLooks, messageLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Message } from "../../wire";
import { useRetryDelivery } from "../logs/use-retry-delivery";
import classes from "./Thread.module.css";

/** How an answer is on its way; when it failed, why, and the way to try again. */
export function DeliveryState({ message }: { message: Message }) {
  const { delivery } = message;
  if (delivery === null) {
    return (
      <div className={classes.below}>
        <Badge plain look={messageLooks[message.status]} />
        {message.error !== null && <p className={classes.failure}>{asSentence(message.error)}</p>}
      </div>
    );
  }
  return (
    <div className={classes.below}>
      <Badge plain={delivery.status === "success"} look={deliveryLooks[delivery.status]} />
      {delivery.nextAttemptAt !== null && delivery.status === "retrying" && (
        <span className="quiet">
          next attempt <Time value={delivery.nextAttemptAt} />
        </span>
      )}
      <Link to="/logs/$deliveryId" params={{ deliveryId: delivery.id }} search={{}}>
        {attempts(delivery.attemptCount)}
      </Link>
      {delivery.status === "failed" && <Retry deliveryId={delivery.id} />}
      {delivery.lastError !== null && delivery.status !== "success" && <p className={classes.failure}>{asSentence(delivery.lastError)}</p>}
    </div>
  );
}

/** What stays in the conversation arrives without one. */
function attempts(count: number): string {
  if (count === 0) return "Details";
  return count === 1 ? "1 attempt" : `${count} attempts`;
}

function Retry({ deliveryId }: { deliveryId: string }) {
  const retry = useRetryDelivery();
  return (
    <Button size="compact-xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate({ id: deliveryId })}>
      Retry delivery
    </Button>
  );
}
