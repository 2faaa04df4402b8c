import { Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CopyField } from "../../components/Copy";
import { Facts } from "../../components/Facts";
import { Section } from "../../components/Section";
import { thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Webhook } from "../../wire";
import { sampleChannelOf } from "./sample-channel";
import { Samples } from "./Samples";

const authNames = { none: "Nothing more than the URL", bearer: "Bearer token", api_key: "API key", hmac: "HMAC signature" };

/** How to send through the channel, and what has come of it so far. */
export function ChannelOverview({ channel }: { channel: Webhook }) {
  const { providerConfig: config, stats } = channel;
  return (
    <Stack gap="xl" maw={720}>
      <CopyField label="URL" value={channel.webhookUrl} what="URL" />
      <Section title="So far">
        <Facts
          facts={[
            ["Messages received", thinNumber(stats.messagesReceived)],
            ["Messages sent", thinNumber(stats.messagesSent)],
            ["Tasks made", thinNumber(stats.tasksCreated)],
            [
              "Failed deliveries",
              stats.deliveriesFailed === 0 ? (
                "0"
              ) : (
                <Link to="/logs" search={{ webhookId: channel.id, status: "failed" }}>
                  {thinNumber(stats.deliveriesFailed)}
                </Link>
              ),
            ],
            ["Last message", stats.lastMessageAt === null ? "None yet" : <Time value={stats.lastMessageAt} />],
          ]}
        />
      </Section>
      <Section title="Set-up">
        <Facts
          facts={[
            ["Authentication", authNames[config.authType]],
            [
              "Answers go to",
              config.outboundWebhookUrl === null ? (
                "the conversation only"
              ) : (
                <span className="mono">
                  {config.outboundMethod} {config.outboundWebhookUrl}
                </span>
              ),
            ],
            ["Created", <Time value={channel.createdAt} />],
          ]}
        />
      </Section>
      <Section title="Send a message" purpose={config.authType === "none" ? undefined : "Put your own secret where the sample names it; stored secrets are not shown again."}>
        <Samples channel={sampleChannelOf(channel)} />
      </Section>
    </Stack>
  );
}
