import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { CodeBlock } from "../../components/Copy";
import { EmptyState } from "../../components/Feedback";
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
        No conversation yet, and no channel that could bring one. Create a channel to get a URL that messages can be sent to.
      </EmptyState>
    );
  }
  return (
    <EmptyState example={<CodeBlock code={curlSample(sampleChannelOf(first))} what="command" />}>
      No conversation yet. Send a first message through {first.channelName}:
    </EmptyState>
  );
}
