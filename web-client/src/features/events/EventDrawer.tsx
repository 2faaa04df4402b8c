import { Button, Drawer, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRepeat } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queryOptionsFor } from "../../api/queries";
import { CodeBlock, CopyButton } from "../../components/Copy";
import { Facts } from "../../components/Facts";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { usePageTitle } from "../../components/Page";
import { Section } from "../../components/Section";
import { Time } from "../../components/time/Time";
import type { Event } from "../../wire";
import { DeliveryList } from "../logs/DeliveryList";
import classes from "../logs/Logs.module.css";
import { WebhookLink } from "../logs/WebhookLink";
import { ReplayEvent } from "./ReplayEvent";

export function EventDrawer({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  usePageTitle("Event");
  const event = useQuery(queryOptionsFor("events.get", { id: eventId }));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title="Event">
      {event.data !== undefined ? (
        <Detail event={event.data} />
      ) : event.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={event.error} retry={() => void event.refetch()} />
      )}
    </Drawer>
  );
}

/** What happened, its data, and whom it was told. */
function Detail({ event }: { event: Event }) {
  const [replaying, dialog] = useDisclosure(false);
  return (
    <Stack gap="lg">
      <Facts facts={factsOf(event)} />
      <Group gap="xs">
        <Button variant="default" leftSection={<IconRepeat size={16} aria-hidden />} onClick={dialog.open}>
          Replay event
        </Button>
      </Group>
      <Section title="Data">
        <CodeBlock code={JSON.stringify(event.data, null, 2)} what="event data" />
      </Section>
      <Section title="Deliveries">
        <DeliveryList filters={{ eventId: event.id }} empty="No subscription asked for it, so it went nowhere." />
      </Section>
      {replaying && <ReplayEvent event={event} onClose={dialog.close} />}
    </Stack>
  );
}

function factsOf(event: Event): [string, ReactNode][] {
  const facts: [string, ReactNode][] = [
    [
      "Type",
      <Link to="/subscriptions/event-types/$typeName" params={{ typeName: event.type }} search={{}} className="mono">
        {event.type}
      </Link>,
    ],
    ["Version", event.version],
    ["Time", <Time value={event.occurredAt} absolute />],
  ];
  if (event.webhookId !== null) facts.push(["On", <WebhookLink webhookId={event.webhookId} />]);
  if (event.conversationId !== null) {
    facts.push([
      "Conversation",
      <Link to="/inbox/$conversationId" params={{ conversationId: event.conversationId }} search={{}}>
        Show it
      </Link>,
    ]);
  }
  if (event.channels.length > 0) facts.push(["Labels", event.channels.join(", ")]);
  if (event.key !== null) facts.push(["Key", <span className="mono">{event.key}</span>]);
  if (event.replayOf !== null) {
    facts.push([
      "Replay of",
      <>
        <Link to="/logs/events/$eventId" params={{ eventId: event.replayOf }} search={{}}>
          the original
        </Link>
        , replay {event.replayCount}
      </>,
    ]);
  }
  facts.push([
    "Id",
    <span className={`mono ${classes.id}`}>
      {event.id} <CopyButton value={event.id} what="event id" />
    </span>,
  ]);
  return facts;
}
