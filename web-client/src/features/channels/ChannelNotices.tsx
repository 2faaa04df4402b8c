import { Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { asSentence } from "../../components/as-sentence";
import { Notice } from "../../components/Feedback";
import { thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Webhook } from "../../wire";

/** What last went wrong and what waits. Nothing stands here while all is well. */
export function ChannelNotices({ channel }: { channel: Webhook }) {
  const { inboundError, outboundError, stats } = channel;
  const waiting = stats.messagesDeferred;
  if (inboundError === null && outboundError === null && waiting === 0) return null;
  return (
    <Stack gap="xs">
      {inboundError !== null && (
        <Notice>
          <b>A message was refused</b> <Time value={inboundError.at} className="quiet" />
          <br />
          {asSentence(inboundError.message)}
        </Notice>
      )}
      {outboundError !== null && (
        <Notice
          action={
            <Link to="/channels/$channelId" params={{ channelId: channel.id }} search={{ tab: "deliveries" }}>
              Deliveries
            </Link>
          }
        >
          <b>The last message did not leave</b> <Time value={outboundError.at} className="quiet" />
          <br />
          {asSentence(outboundError.message)}
        </Notice>
      )}
      {waiting > 0 && (
        <Notice
          action={
            <Link to="/channels/$channelId" params={{ channelId: channel.id }} search={{ tab: "settings" }}>
              Limits
            </Link>
          }
        >
          {waiting === 1 ? "1 message waits" : `${thinNumber(waiting)} messages wait`} for the rate limit. Each is answered as soon as the limits allow it.
        </Notice>
      )}
    </Stack>
  );
}
