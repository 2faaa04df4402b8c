import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CodeBlock } from "../../components/Copy";
import { EmptyState } from "../../components/Feedback";
import type { Webhook } from "../../wire";
import { curlSample } from "./samples";
import { useChannels } from "./use-channels";
import { sampleChannelOf } from "./sample-channel";

/** Nothing has been said yet: how to make the first message appear. */
export function FirstMessage() {
  const { all } = useChannels();
  if (all === undefined) return null;
  // The one that has been there longest is the one people were told about.
  const first = all.find((channel) => channel.isActive);
  if (first === undefined) {
    return (
      <EmptyState action={<Button renderRoot={(props) => <Link to="/channels/new" {...props} />}>Create channel</Button>}>
        No conversation yet, and no channel that could bring one. Create a channel, so that people can write.
      </EmptyState>
    );
  }
  if (first.channelType !== "custom_webhook") return <WriteToIt channel={first} />;
  return (
    <EmptyState example={<CodeBlock code={curlSample(sampleChannelOf(first))} what="command" />}>
      No conversation yet. Send a first message through {first.channelName}:
    </EmptyState>
  );
}

/** A text or a mail is written by hand; the channel's page says what has to be done before. */
function WriteToIt({ channel }: { channel: Webhook }) {
  const { twilioPhoneNumber, inboundEmailAddress } = channel.providerConfig;
  const to = channel.channelType === "sms" ? twilioPhoneNumber : inboundEmailAddress;
  return (
    <EmptyState
      action={
        <Button variant="default" renderRoot={(props) => <Link to="/channels/$channelId" params={{ channelId: channel.id }} search={{}} {...props} />}>
          Show the steps
        </Button>
      }
    >
      No conversation yet. {channel.channelType === "sms" ? "Text" : "Write a mail to"} {to ?? channel.channelName} once it is connected.
    </EmptyState>
  );
}
