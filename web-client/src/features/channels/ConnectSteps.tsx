import { Stack } from "@mantine/core";
import { Notice } from "../../components/Feedback";
import { Section } from "../../components/Section";
import type { Webhook } from "../../wire";
import { EmailSteps } from "./EmailSteps";
import { isPrivateUrl } from "./is-private-url";
import { TwilioSteps } from "./TwilioSteps";

/** What its owner has to do where messages come from, with the channel's own values. */
export function ConnectSteps({ channel }: { channel: Webhook }) {
  const isSms = channel.channelType === "sms";
  return (
    <Section title={isSms ? "Connect it at Twilio" : "Connect the mailbox"}>
      <Stack gap="md">
        {isPrivateUrl(channel.webhookUrl) && (
          <Notice>
            {isSms ? "Twilio cannot reach" : "A mail provider elsewhere cannot reach"} <span className="mono">{new URL(channel.webhookUrl).host}</span>: it is
            in your own network. Set <span className="mono">PATCHBAY_PUBLIC_URL</span> to the address this instance has on the internet
            and restart it; the URL in these steps follows.
          </Notice>
        )}
        {isSms ? <TwilioSteps channel={channel} /> : <EmailSteps channel={channel} />}
      </Stack>
    </Section>
  );
}
