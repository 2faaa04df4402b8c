import { Button, Checkbox, Group, VisuallyHidden } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/Feedback";
import { FilterBar } from "../../components/FilterBar";
import { List, listClasses, type Column } from "../../components/List";
import { channelErrorLook, channelLooks } from "../../components/looks";
import { Page } from "../../components/Page";
import { thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Webhook } from "../../wire";
import { useMe } from "../session/use-me";
import type { ChannelFilters } from "./channel-filters";
import { stateOf } from "./channel-state";
import classes from "./Channels.module.css";
import { ChannelTypeName } from "./ChannelTypeName";
import { RestoreChannel } from "./RestoreChannel";
import { useChannels } from "./use-channels";

const columns: Column<Webhook>[] = [
  { title: "Channel", cell: (channel) => <ChannelName channel={channel} /> },
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

/** A deleted one has no page of its own to open. */
function ChannelName({ channel }: { channel: Webhook }) {
  const me = useMe();
  const { id, channelName } = channel;
  return (
    <>
      {channel.deletedAt === null ? (
        <Link to="/channels/$channelId" params={{ channelId: id }} search={{}} className={listClasses.open} title={channelName} data-row-link>
          {channelName}
        </Link>
      ) : (
        <span className="truncate quiet" title={channelName}>
          {channelName}
        </span>
      )}
      <span className={listClasses.sub}>
        <ChannelTypeName type={channel.channelType} /> · {channel.isVerified ? "verified" : "not verified"}
        {channel.isPrimary && " · primary"} · Channel {channel.number}
        {channel.ownerId !== me.user.id && ` · ${channel.ownerName}`}
      </span>
    </>
  );
}

/** Whether it accepts messages, and whether the last thing on it went wrong. */
function ChannelStatus({ channel }: { channel: Webhook }) {
  const error = channel.inboundError ?? channel.outboundError;
  return (
    <Group gap={4}>
      <Badge look={channelLooks[stateOf(channel)]} />
      {error !== null && channel.deletedAt === null && (
        <span className={classes.of} data-above title={asSentence(error.message)}>
          <Badge look={channelErrorLook} />
          <VisuallyHidden>: {asSentence(error.message)}</VisuallyHidden>
        </span>
      )}
    </Group>
  );
}

const restoreColumn: Column<Webhook> = {
  title: "Restore",
  width: "160px",
  align: "end",
  cell: (channel) => channel.deletedAt !== null && <RestoreChannel channel={channel} />,
};

export function ChannelsPage({ filters }: { filters: ChannelFilters }) {
  const navigate = useNavigate();
  const all = filters.includeInactive === true;
  const query = useInfiniteQuery(pagesOptionsFor("webhooks.list", { kind: "channel", includeInactive: all }));
  const show = (checked: boolean) => void navigate({ to: "/channels", search: { includeInactive: checked || undefined }, replace: true });
  return (
    <Page title="Channels" purpose="The ways people and systems write to the assistant." actions={<CreateChannelButton />}>
      <FilterBar>
        <div data-wide>
          <Checkbox size="xs" label="Show deleted and disabled" checked={all} onChange={(event) => show(event.currentTarget.checked)} />
        </div>
      </FilterBar>
      {/* A key, so that what the choice brings is not highlighted as new. */}
      <List
        key={String(all)}
        label="Channels"
        query={query}
        columns={all ? [...columns, restoreColumn] : columns}
        empty={<NoChannels onShowAll={() => show(true)} />}
      />
    </Page>
  );
}

/** None at all, or none that is active. */
function NoChannels({ onShowAll }: { onShowAll: () => void }) {
  const { all } = useChannels();
  if (all === undefined) return null;
  if (all.length > 0) {
    return (
      <EmptyState action={<Button variant="default" onClick={onShowAll}>Show deleted and disabled</Button>}>
        No channel is active: nobody can write to the assistant.
      </EmptyState>
    );
  }
  return (
    <EmptyState action={<CreateChannelButton />}>
      There are no channels yet. Create one, so that people can text, write a mail or send messages from another system.
    </EmptyState>
  );
}

function CreateChannelButton() {
  return (
    <Button leftSection={<IconPlus size={16} aria-hidden />} renderRoot={(props) => <Link to="/channels/new" {...props} />}>
      Create channel
    </Button>
  );
}
