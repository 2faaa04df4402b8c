import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { client } from "../../api/client";
import { CopyField } from "../../components/Copy";
import { ErrorBox, Notice } from "../../components/Feedback";
import { Section } from "../../components/Section";
import { useNow } from "../../components/time/clock";
import { Time } from "../../components/time/Time";
import type { SecretKey as Key, Webhook } from "../../wire";
import { RegenerateSecretKey } from "./RegenerateSecretKey";

interface Shown {
  key: Key;
  isNew: boolean;
}

/** The key that signs what goes out. It is asked for by a click, kept nowhere, and gone with this part of the page. */
export function SecretKey({ channel }: { channel: Webhook }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [regenerating, dialog] = useDisclosure(false);
  const reveal = async () => {
    setBusy(true);
    setError(null);
    try {
      setShown({ key: await client.query("webhooks.getSecretKey", { id: channel.id }), isNew: false });
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section
      title="Secret key"
      purpose={`${usesOf(channel)} Every look at it is kept in the audit trail.`}
      action={
        <Button size="compact-sm" variant="default" onClick={dialog.open}>
          Regenerate secret key
        </Button>
      }
    >
      <Stack gap="sm">
        <PreviousKey expiresAt={(shown?.key ?? channel).previousSecretKeyExpiresAt} />
        {error !== null && <ErrorBox error={error} what="The key was not shown." />}
        {shown === null ? (
          <Group gap="sm">
            <span className="mono" aria-label="Secret key, hidden" role="img">
              {"•".repeat(24)}
            </span>
            <Button size="compact-sm" variant="default" loading={busy} leftSection={<IconEye size={14} aria-hidden />} onClick={() => void reveal()}>
              Reveal
            </Button>
          </Group>
        ) : (
          <ShownKey shown={shown} onHide={() => setShown(null)} />
        )}
      </Stack>
      {regenerating && (
        <RegenerateSecretKey
          channel={channel}
          onClose={dialog.close}
          onDone={(key) => {
            dialog.close();
            setError(null);
            setShown({ key, isNew: true });
          }}
        />
      )}
    </Section>
  );
}

function usesOf({ providerConfig }: Webhook): string {
  return providerConfig.authType === "hmac"
    ? "It signs what Patchbay sends to your system, and senders sign with it unless the settings name an HMAC secret."
    : "It signs what Patchbay sends to your system, so that your system can check where it comes from.";
}

function ShownKey({ shown: { key, isNew }, onHide }: { shown: Shown; onHide: () => void }) {
  return (
    <>
      {isNew && <p style={{ margin: 0 }}>This is the new key. Put it where the one before was, and hide it again.</p>}
      <CopyField label="As hexadecimal digits, for X-Webhook-Signature" value={key.secretKey} what="secret key" />
      <CopyField label="For Standard Webhooks libraries" value={key.standardSecretKey} what="Standard Webhooks key" />
      <div>
        <Button size="compact-sm" variant="default" leftSection={<IconEyeOff size={14} aria-hidden />} onClick={onHide}>
          Hide
        </Button>
      </div>
    </>
  );
}

/** While the key before still counts. */
function PreviousKey({ expiresAt }: { expiresAt: string | null }) {
  const now = useNow();
  if (expiresAt === null || Date.parse(expiresAt) <= now) return null;
  return (
    <Notice>
      Until <Time value={expiresAt} absolute /> the key before counts too: what leaves is signed with both, and what comes in may be signed with either.
    </Notice>
  );
}
