import { Button, Group, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/Feedback";
import { List, listClasses, type Column } from "../../components/List";
import { channelErrorLook, channelLooks } from "../../components/looks";
import { Page } from "../../components/Page";
import { thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Webhook } from "../../wire";
import classes from "./Channels.module.css";
import { ChannelTypeName } from "./ChannelTypeName";

const columns: Column<Webhook>[] = [
  {
    title: "Channel",
    cell: (channel) => (
      <>
        <Link
          to="/channels/$channelId"
          params={{ channelId: channel.id }}
          search={{}}
          className={listClasses.open}
          title={channel.channelName}
          data-row-link
        >
          {channel.channelName}
        </Link>
        <span className={listClasses.sub}>
          <ChannelTypeName type={channel.channelType} /> · {channel.isVerified ? "verified" : "not verified"} · Channel {channel.number}
        </span>
      </>
    ),
  },
  { title: "Status", width: "160px", cell: (channel) => <ChannelStatus channel={channel} /> },
  { title: "Received", width: "90px", align: "end", hideOnPhone: true, cell: (channel) => thinNumber(channel.stats.messagesReceived) },
  { title: "Tasks", width: "80px", align: "end", hideOnPhone: true, cell: (channel) => thinNumber(channel.stats.tasksCreated) },
  { title: "Failed deliveries", width: "130px", align: "end", hideOnPhone: true, cell: (channel) => thinNumber(channel.stats.deliveriesFailed) },
  {
    title: "Last message",
    width: "120px",
    align: "end",
    cell: ({ stats }) => (stats.lastMessageAt === null ? <span className="quiet">None yet</span> : <Time value={stats.lastMessageAt} className="quiet" />),
  },
];

/** Whether it accepts messages, and whether the last thing on it went wrong. */
function ChannelStatus({ channel }: { channel: Webhook }) {
  const error = channel.inboundError ?? channel.outboundError;
  return (
    <Group gap={4}>
      <Badge look={channelLooks[channel.isActive ? "active" : "disabled"]} />
      {error !== null && (
        <span className={classes.of} data-above title={asSentence(error.message)}>
          <Badge look={channelErrorLook} />
          <VisuallyHidden>: {asSentence(error.message)}</VisuallyHidden>
        </span>
      )}
    </Group>
  );
}

export function ChannelsPage() {
  const query = useInfiniteQuery(pagesOptionsFor("webhooks.list", { kind: "channel", includeInactive: true }));
  // "Inactive" counts the deleted ones too, whose messages are still there to be named; here they are gone.
  const there = query.data?.filter((channel) => channel.deletedAt === null);
  return (
    <Page title="Channels" purpose="The ways people and systems write to the assistant." actions={<CreateChannelButton />}>
      <List
        label="Channels"
        query={{ ...query, data: there }}
        columns={columns}
        empty={
          <EmptyState action={<CreateChannelButton />}>
            There are no channels yet. Create one, so that people can text, write a mail or send messages from another system.
          </EmptyState>
        }
      />
    </Page>
  );
}

function CreateChannelButton() {
  return (
    <Button leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link to="/channels/new" {...props} />}>
      Create channel
    </Button>
  );
}
