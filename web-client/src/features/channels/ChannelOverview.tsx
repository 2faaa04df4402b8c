import { Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Badge } from "../../components/Badge";
import { Facts } from "../../components/Facts";
import { verifiedLooks } from "../../components/looks";
import { Section } from "../../components/Section";
import { thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Webhook } from "../../wire";
import { ChannelNotices } from "./ChannelNotices";
import { ChannelUrl } from "./ChannelUrl";
import { ConnectSteps } from "./ConnectSteps";
import { emailProviderNames } from "./email-providers";
import { PrimaryFact } from "./PrimaryFact";
import { ReadOnlyNote } from "./ReadOnlyNote";
import { sampleChannelOf } from "./sample-channel";
import { Samples } from "./Samples";
import { SecretKey } from "./SecretKey";
import { sendersLooks } from "./SendersField";
import { useMayChange } from "./use-may-change";
import { Verification } from "./Verification";

const authNames = { none: "Nothing more than the URL", bearer: "Bearer token", api_key: "API key", hmac: "HMAC signature" };

/** How to reach the channel, what has come of it so far, and what is left to be done. */
export function ChannelOverview({ channel }: { channel: Webhook }) {
  const { authType } = channel.providerConfig;
  const changeable = useMayChange(channel);
  const isWebhook = channel.channelType === "custom_webhook";
  return (
    <Stack gap="xl" maw={720}>
      {!changeable && <ReadOnlyNote channel={channel} />}
      <ChannelNotices channel={channel} />
      <ChannelUrl channel={channel} />
      <Section title="So far">
        <Facts facts={soFar(channel)} />
      </Section>
      <Section title="Set-up">
        <Facts
          facts={[
            ["Owner", channel.ownerName],
            ["Primary", <PrimaryFact channel={channel} />],
            ...setUp(channel),
            ["Limits", <Limits channel={channel} />],
            ["Verified", <Badge plain look={verifiedLooks[channel.isVerified ? "verified" : "unverified"]} />],
            ["Created", <Time value={channel.createdAt} />],
          ]}
        />
      </Section>
      {isWebhook ? (
        <Section title="Send a message" purpose={authType === "none" ? undefined : "Put your own secret where the sample names it; what is stored in the settings is not shown again."}>
          <Samples channel={sampleChannelOf(channel)} />
        </Section>
      ) : (
        <ConnectSteps channel={channel} />
      )}
      {/* Texts and mails are signed by others' rules: the key has no part in them. */}
      {isWebhook && changeable && <SecretKey key={channel.id} channel={channel} />}
      {!channel.isVerified && changeable && <Verification channel={channel} />}
    </Stack>
  );
}

/** How much is taken; who may change it finds the way. */
function Limits({ channel }: { channel: Webhook }) {
  const changeable = useMayChange(channel);
  return (
    <>
      {thinNumber(channel.rateLimitPerMinute)} a minute, {thinNumber(channel.rateLimitPerHour)} an hour{" "}
      {changeable && (
        <Link to="/channels/$channelId" params={{ channelId: channel.id }} search={{ tab: "settings" }} aria-label="Change the limits">
          Change
        </Link>
      )}
    </>
  );
}

type Fact = [string, ReactNode];

function soFar({ id, stats }: Webhook): Fact[] {
  return [
    ["Messages received", thinNumber(stats.messagesReceived)],
    ["Messages sent", thinNumber(stats.messagesSent)],
    ["Tasks made", thinNumber(stats.tasksCreated)],
    [
      "Failed deliveries",
      stats.deliveriesFailed === 0 ? (
        "0"
      ) : (
        <Link to="/logs" search={{ webhookId: id, status: "failed" }}>
          {thinNumber(stats.deliveriesFailed)}
        </Link>
      ),
    ],
    ["Last message", stats.lastMessageAt === null ? "None yet" : <Time value={stats.lastMessageAt} />],
  ];
}

function mono(text: string): ReactNode {
  return <span className="mono">{text}</span>;
}

/** What is set, secrets masked. */
function setUp({ channelType, providerConfig: config }: Webhook): Fact[] {
  switch (channelType) {
    case "custom_webhook":
      return [
        ["Authentication", authNames[config.authType ?? "none"]],
        ["Whose words", sendersLooks[config.senders ?? "owner"].label],
        ["Answers go to", config.outboundWebhookUrl === null ? "the conversation only" : mono(`${config.outboundMethod} ${config.outboundWebhookUrl}`)],
      ];
    case "sms":
      return [
        ["Phone number", config.twilioPhoneNumber ?? "That of the Messaging Service"],
        ...(config.twilioMessagingServiceSid === null ? [] : [["Messaging Service", mono(config.twilioMessagingServiceSid)] as Fact]),
        ["Account SID", mono(config.twilioAccountSid ?? "")],
        ["Auth token", mono(config.twilioAuthToken ?? "")],
      ];
    case "email":
      return [
        ["Address", config.inboundEmailAddress ?? "Not given"],
        ["Handed over by", emailProviderNames[config.emailProvider ?? "other"]],
        ["Senders checked by", config.authenticationServer === null ? "nobody, so no mail acts for a member" : mono(config.authenticationServer)],
        ["Answers", config.smtpHost === null ? "stay in the inbox" : <>from {config.fromAddress} by {mono(`${config.smtpHost}:${config.smtpPort}`)}</>],
      ];
  }
}
