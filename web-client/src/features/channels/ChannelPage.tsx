import { Button, Group, Tabs } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { queryOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { channelLooks, primaryLook, verifiedLooks } from "../../components/looks";
import { Page } from "../../components/Page";
import type { Webhook } from "../../wire";
import { DeliveryList } from "../logs/DeliveryList";
import { channelTabs, type ChannelTab } from "./channel-tabs";
import { ChannelMessages } from "./ChannelMessages";
import { ChannelOverview } from "./ChannelOverview";
import { ChannelSettings } from "./ChannelSettings";
import { ChannelTypeName } from "./ChannelTypeName";
import { stateOf } from "./channel-state";
import { SendTest } from "./SendTest";
import { useMayChange } from "./use-may-change";

const tabNames: Record<ChannelTab, string> = {
  overview: "Overview",
  messages: "Messages",
  deliveries: "Deliveries",
  settings: "Settings",
};

export function ChannelPage({ channelId, tab }: { channelId: string; tab: ChannelTab }) {
  const channel = useQuery(queryOptionsFor("webhooks.get", { id: channelId }));
  if (channel.data === undefined) {
    return (
      <Page title="Channel">
        {channel.isPending ? (
          <LoadingRows />
        ) : channel.error.code === "WEBHOOK_NOT_FOUND" ? (
          <EmptyState
            action={
              <Link to="/channels" search={{ includeInactive: true }}>
                All channels, also the deleted ones
              </Link>
            }
          >
            There is no such channel. If it was deleted, it can be restored; its messages are still in the Inbox.
          </EmptyState>
        ) : (
          <ErrorBox error={channel.error} retry={() => void channel.refetch()} />
        )}
      </Page>
    );
  }
  return <LoadedChannel channel={channel.data} tab={tab} />;
}

function LoadedChannel({ channel, tab }: { channel: Webhook; tab: ChannelTab }) {
  const navigate = useNavigate();
  const changeable = useMayChange(channel);
  const [testing, setTesting] = useState(false);
  const open = (chosen: string | null) =>
    void navigate({
      to: "/channels/$channelId",
      params: { channelId: channel.id },
      search: { tab: channelTabs.find((each) => each === chosen) },
    });
  return (
    <Page
      title={channel.channelName}
      purpose={
        <Group component="span" gap="xs">
          <Badge look={channelLooks[stateOf(channel)]} />
          {channel.isPrimary && <Badge look={primaryLook} />}
          {channel.isVerified && <Badge look={verifiedLooks.verified} />}
          <ChannelTypeName type={channel.channelType} />
          <span>Channel {channel.number}</span>
        </Group>
      }
      actions={
        // A text or a mail is tested by writing one, as the steps say.
        changeable &&
        channel.channelType === "custom_webhook" && (
          <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setTesting(true)}>
            Send test
          </Button>
        )
      }
    >
      <Tabs value={tab} onChange={open} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Parts of the channel">
          {channelTabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {tabNames[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <ChannelOverview channel={channel} />
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <ChannelMessages channelId={channel.id} />
        </Tabs.Panel>
        <Tabs.Panel value="deliveries">
          <DeliveryList filters={{ webhookId: channel.id }} empty="Nothing has left through this channel yet." />
        </Tabs.Panel>
        <Tabs.Panel value="settings">
          <ChannelSettings channel={channel} />
        </Tabs.Panel>
      </Tabs>
      <SendTest channel={channel} opened={testing} onClose={() => setTesting(false)} />
    </Page>
  );
}
