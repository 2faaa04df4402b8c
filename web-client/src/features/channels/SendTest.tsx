import { Button, Drawer, Group, JsonInput, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import type { JsonValue, Webhook } from "../../wire";
import { TestAnswer } from "../logs/TestAnswer";

/** Sends a test to the channel's outbound URL and shows what came back. */
export function SendTest({ channel, opened, onClose }: { channel: Webhook; opened: boolean; onClose: () => void }) {
  const [payload, setPayload] = useState("");
  const [invalid, setInvalid] = useState(false);
  const test = useMutation(mutation("webhooks.test"));
  const url = channel.providerConfig.outboundWebhookUrl;
  const send = () => {
    let parsed: JsonValue | undefined;
    try {
      parsed = payload.trim() === "" ? undefined : (JSON.parse(payload) as JsonValue);
    } catch {
      setInvalid(true);
      return;
    }
    setInvalid(false);
    test.mutate({ id: channel.id, payload: parsed });
  };
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="lg" title={`Send test through ${channel.channelName}`}>
      <Stack gap="md">
        {url === null ? (
          <p style={{ margin: 0 }}>
            This channel has no outbound URL, so there is nowhere to send a test to.{" "}
            <Link to="/channels/$channelId" params={{ channelId: channel.id }} search={{ tab: "settings" }} onClick={onClose}>
              Set one in its settings
            </Link>{" "}
            or send a message to its own URL with the samples of the overview.
          </p>
        ) : (
          <>
            <p style={{ margin: 0 }}>
              Sends one request to <span className="mono">{url}</span>.
            </p>
            <JsonInput
              label="Payload"
              description="JSON. Leave it empty to send Patchbay's own test payload."
              autosize
              minRows={3}
              maxRows={12}
              value={payload}
              error={invalid ? "This is not valid JSON." : undefined}
              onChange={setPayload}
            />
            <Group>
              <Button loading={test.isPending} onClick={send}>
                Send test
              </Button>
            </Group>
          </>
        )}
        <div aria-live="polite">
          {test.error !== null && <ErrorBox error={test.error} what="The test was not sent." />}
          {test.data !== undefined && !test.isPending && <TestAnswer result={test.data} />}
        </div>
      </Stack>
    </Drawer>
  );
}
