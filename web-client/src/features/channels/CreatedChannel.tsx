import { Button, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { CopyField, SecretField } from "../../components/Copy";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import type { Webhook, WebhookCreated } from "../../wire";
import type { ChannelValues } from "./channel-values";
import { ConnectSteps } from "./ConnectSteps";
import { Samples } from "./Samples";

/** Right after creation: what to copy and to do at the provider, and what to send first. */
export function CreatedChannel({ channel, values }: { channel: WebhookCreated; values: ChannelValues }) {
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView({ block: "nearest" });
    window.scrollTo(0, 0);
  }, []);
  const isWebhook = channel.channelType === "custom_webhook";
  return (
    <div ref={top}>
      <Page
        title={`${channel.channelName} is ready`}
        purpose={
          isWebhook
            ? "Copy what you need now. A token or HMAC secret of your own is not shown again; the secret key is, on the channel's page."
            : "What is left is to be done where messages come from. These steps stay on the channel's page."
        }
        actions={
          <Button renderRoot={(props) => <Link to="/channels/$channelId" params={{ channelId: channel.id }} search={{}} {...props} />}>
            Open channel
          </Button>
        }
      >
        <Stack gap="xl" maw={720}>
          {isWebhook ? <WebhookReady channel={channel} values={values} /> : <ProviderReady channel={channel} />}
        </Stack>
      </Page>
    </div>
  );
}

function ProviderReady({ channel }: { channel: Webhook }) {
  return (
    <>
      {/* Twilio's steps have it where it is needed. */}
      {channel.channelType === "email" && <CopyField label="URL" value={channel.webhookUrl} what="URL" />}
      <ConnectSteps channel={channel} />
    </>
  );
}

/** The one time that all secrets are known without asking. */
function WebhookReady({ channel, values }: { channel: WebhookCreated; values: ChannelValues }) {
  return (
    <>
      <Stack gap="sm">
        <CopyField label="URL" value={channel.webhookUrl} what="URL" />
        <SecretField label="Secret key" value={channel.secretKey} what="secret key" />
        <p className="quiet" style={{ margin: 0 }}>
          {values.authType === "hmac" && values.hmacSecret === ""
            ? "Senders sign with it, and Patchbay signs what it sends to your system."
            : "With it your system can check that what it gets comes from Patchbay."}
        </p>
        {values.authType === "hmac" && values.hmacSecret !== "" && <SecretField label="HMAC secret for senders" value={values.hmacSecret} what="HMAC secret" />}
        {(values.authType === "bearer" || values.authType === "api_key") && (
          <SecretField label="Token for senders" value={values.authToken} what="token" />
        )}
      </Stack>
      <Section title="Send the first message" purpose="It appears in the Inbox with the assistant's answer, and as a task.">
        <Samples
          channel={{
            webhookUrl: channel.webhookUrl,
            authType: values.authType,
            authToken: values.authToken,
            authHeader: values.authHeader,
            hmacSecret: values.hmacSecret || channel.secretKey,
          }}
        />
      </Section>
    </>
  );
}
