import { Drawer, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queryOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { CodeBlock, CopyButton } from "../../components/Copy";
import { Facts } from "../../components/Facts";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { deliveryLooks } from "../../components/looks";
import { usePageTitle } from "../../components/Page";
import { Section } from "../../components/Section";
import { Time } from "../../components/time/Time";
import type { DeliveryDetail } from "../../wire";
import { AttemptTimeline } from "./AttemptTimeline";
import { deliveryKinds, waitsFor } from "./delivery-words";
import { DeliverySteps } from "./DeliverySteps";
import classes from "./Logs.module.css";
import { prettyPayload } from "./pretty-payload";
import { useWebhooks } from "./use-webhooks";
import { WebhookLink } from "./WebhookLink";
import { isEnvelope, isToPerson, whereTo } from "./where-to";

export function DeliveryDrawer({ deliveryId, onClose }: { deliveryId: string; onClose: () => void }) {
  usePageTitle("Delivery");
  const delivery = useQuery(queryOptionsFor("deliveries.get", { id: deliveryId }));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title="Delivery">
      {delivery.data !== undefined ? (
        <Detail delivery={delivery.data} />
      ) : delivery.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={delivery.error} retry={() => void delivery.refetch()} />
      )}
    </Drawer>
  );
}

/** The story of a delivery, in time order: what it carries, where it goes, how each attempt went. */
function Detail({ delivery }: { delivery: DeliveryDetail }) {
  const subscription = useWebhooks().subscriptionOf(delivery.webhookId);
  return (
    <Stack gap="lg">
      <Facts facts={factsOf(delivery, subscription === undefined ? "Channel" : "Subscription")} />
      {delivery.status === "held" && <p style={{ margin: 0 }}>{waitsFor(subscription)}</p>}
      {delivery.status === "failed" && delivery.lastError !== null && <p style={{ margin: 0 }}>{asSentence(delivery.lastError)}</p>}
      <DeliverySteps delivery={delivery} />
      <Section title="Attempts">
        {delivery.attempts.length === 0 && delivery.status === "success" ? (
          <p className="quiet">None was needed: it stays in the conversation.</p>
        ) : delivery.attempts.length === 0 && delivery.status === "cancelled" ? (
          <p style={{ margin: 0 }}>{asSentence(delivery.lastError ?? "Not sent.")}</p>
        ) : (
          <AttemptTimeline attempts={delivery.attempts} />
        )}
      </Section>
      <Payload delivery={delivery} />
    </Stack>
  );
}

function factsOf(delivery: DeliveryDetail, noun: string): [string, ReactNode][] {
  return [
    ["Status", <Badge look={deliveryLooks[delivery.status]} />],
    ["Why", <Why delivery={delivery} />],
    ["Event", <EventOf delivery={delivery} />],
    [noun, <WebhookLink webhookId={delivery.webhookId} />],
    ["To", <span className={delivery.targetUrl === null || isToPerson(delivery) ? undefined : "mono"}>{whereTo(delivery)}</span>],
    ["Created", <Time value={delivery.createdAt} />],
    ...(delivery.nextAttemptAt === null ? [] : [["Next attempt", <Time value={delivery.nextAttemptAt} />] as [string, ReactNode]]),
    ["Id", <Id value={delivery.id} what="delivery id" />],
    ["webhook-id", <Id value={delivery.webhookMessageId} what="webhook-id" />],
  ];
}

function Id({ value, what }: { value: string; what: string }) {
  return (
    <span className={`mono ${classes.id}`}>
      {value} <CopyButton value={value} what={what} />
    </span>
  );
}

function EventOf({ delivery }: { delivery: DeliveryDetail }) {
  return (
    <Link to="/logs/events/$eventId" params={{ eventId: delivery.eventId }} search={{}} className="mono">
      {delivery.eventType}
    </Link>
  );
}

/** What is sent: a text or a mail as it is, anything else as the JSON it is. */
function Payload({ delivery }: { delivery: DeliveryDetail }) {
  const isText = isToPerson(delivery) && !isEnvelope(delivery);
  const title = isText ? (delivery.targetUrl?.startsWith("sms:") === true ? "Text" : "Mail") : "Request body";
  return (
    <Section title={title}>
      <CodeBlock code={isText ? delivery.requestBody : prettyPayload(delivery.requestBody)} what={title.toLowerCase()} />
    </Section>
  );
}

function Why({ delivery }: { delivery: DeliveryDetail }) {
  const kind = deliveryKinds[delivery.kind];
  if (delivery.conversationId === null) return <>{kind}</>;
  return (
    <>
      {kind},{" "}
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: delivery.conversationId }}
        search={delivery.messageId === null ? {} : { message: delivery.messageId }}
      >
        show it in its conversation
      </Link>
    </>
  );
}
