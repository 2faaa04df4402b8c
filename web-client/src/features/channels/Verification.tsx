import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/api-error";
import { mutation } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { ErrorBox } from "../../components/Feedback";
import { notifyDone } from "../../components/notify";
import { Section } from "../../components/Section";
import type { ChannelType, Webhook } from "../../wire";
import { CodeEntry } from "./CodeEntry";
import { useCountdown } from "./use-countdown";

/** How long until another code may be sent, in milliseconds; where the server knows better, it says so. */
const resendAfter = 60_000;

interface Asked {
  label: string;
  /** What proving it leads to. */
  description: string;
  type: "tel" | "email";
  placeholder: string;
  missing: string;
}

const askedFor: Record<Exclude<ChannelType, "custom_webhook">, Asked> = {
  sms: {
    label: "Your phone number",
    description: "The code is sent there. Once it is proved, texts from this phone act for the channel's owner: they see and change every task, and say yes or no to what waits.",
    type: "tel",
    placeholder: "+1 500 555 0006",
    missing: "Enter the number to send the code to.",
  },
  email: {
    label: "Your e-mail address",
    description: "The code is sent there.",
    type: "email",
    placeholder: "you@example.com",
    missing: "Enter the address to send the code to.",
  },
};

/** Why no code can leave, where none can. */
function obstacle(channel: Webhook): string | null {
  const { outboundWebhookUrl, smtpHost } = channel.providerConfig;
  if (channel.channelType === "custom_webhook" && outboundWebhookUrl === null) return "A code is sent to the outbound URL, and this channel has none.";
  if (channel.channelType === "email" && smtpHost === null) return "A code is sent by mail, and this channel has no mail server to send by.";
  return null;
}

/** A code through the channel proves that what leaves arrives, and with whom. */
export function Verification({ channel }: { channel: Webhook }) {
  const missing = obstacle(channel);
  return (
    <Section title="Verify" purpose="A code of six digits through this channel shows that what leaves arrives.">
      {missing === null ? (
        <SendAndEnter channel={channel} />
      ) : (
        <p style={{ margin: 0 }}>
          {missing}{" "}
          <Link to="/channels/$channelId" params={{ channelId: channel.id }} search={{ tab: "settings" }}>
            Set one in its settings
          </Link>
        </p>
      )}
    </Section>
  );
}

function SendAndEnter({ channel }: { channel: Webhook }) {
  const [to, setTo] = useState("");
  const [toError, setToError] = useState<string | null>(null);
  const [entering, setEntering] = useState(false);
  const [resendAt, setResendAt] = useState<number | null>(null);
  const wait = useCountdown(resendAt);
  const type = channel.channelType;
  const asked = type === "custom_webhook" ? null : askedFor[type];
  const send = useMutation({
    ...mutation("webhooks.sendVerification"),
    onSuccess: () => {
      setEntering(true);
      setResendAt(Date.now() + resendAfter);
    },
    onError: (error) => {
      const field = error.fields.find((each) => each.path === "to");
      if (field !== undefined) setToError(asSentence(field.message));
      if (!isTooSoon(error)) return;
      // A code is on its way already: it can be entered.
      setEntering(true);
      setResendAt(Date.now() + (error.retryAfterSeconds ?? 0) * 1000);
    },
  });
  const verify = useMutation({
    ...mutation("webhooks.verify"),
    onSuccess: () => notifyDone(`${channel.channelName} is verified.`),
  });
  const submit = () => {
    const address = to.trim();
    const lacks = asked !== null && address === "";
    setToError(lacks ? asked.missing : null);
    if (lacks) return;
    verify.reset();
    send.mutate({ id: channel.id, ...(asked === null ? {} : { to: address }) });
  };
  const showsSendError = send.error !== null && toError === null && !(isTooSoon(send.error) && wait === 0);
  return (
    <Stack gap="md" align="flex-start">
      <form
        noValidate
        style={{ width: "100%" }}
        onSubmit={(event) => {
          event.preventDefault();
          if (wait === 0 && !send.isPending) submit();
        }}
      >
        <Stack gap="sm" align="flex-start">
          {asked !== null && (
            <TextInput
              label={asked.label}
              description={asked.description}
              type={asked.type}
              placeholder={asked.placeholder}
              autoComplete={asked.type}
              w="min(320px, 100%)"
              value={to}
              error={toError}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          )}
          <Group gap="sm">
            <Button type="submit" variant={entering ? "default" : "filled"} loading={send.isPending} disabled={wait > 0}>
              {entering ? "Send another code" : "Send code"}
            </Button>
            {wait > 0 && <span className="quiet">Another one can be sent in {wait} s.</span>}
            {!entering && (
              <Button variant="subtle" onClick={() => setEntering(true)}>
                Enter a code
              </Button>
            )}
          </Group>
        </Stack>
      </form>
      <div aria-live="polite" style={{ width: "100%" }}>
        {showsSendError && <ErrorBox error={send.error} what={isTooSoon(send.error) ? undefined : "No code was sent."} />}
      </div>
      {entering && (
        <CodeEntry
          sent={send.data ?? null}
          busy={verify.isPending}
          error={verify.error}
          onChange={() => verify.error !== null && verify.reset()}
          onVerify={(code) => verify.mutate({ id: channel.id, code })}
        />
      )}
    </Stack>
  );
}

function isTooSoon(error: unknown): boolean {
  return error instanceof ApiError && error.code === "RATE_LIMIT_MINUTE";
}
