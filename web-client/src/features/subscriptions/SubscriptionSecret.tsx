import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { client } from "../../api/client";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { Notice } from "../../components/Feedback";
import { Section } from "../../components/Section";
import { useNow } from "../../components/time/clock";
import { Time } from "../../components/time/Time";
import type { Subscription, SubscriptionSecret as Secret } from "../../wire";
import { SecretFields } from "./CreatedSubscription";
import { RotateSecret } from "./RotateSecret";
import { verifyingDocs } from "./verify-samples";

/** The secret that signs what is sent. It is kept nowhere in the page, and gone with this part of it. */
export function SubscriptionSecret({ subscription }: { subscription: Subscription }) {
  const [shown, setShown] = useState<{ secret: Secret; isNew: boolean } | null>(null);
  const [asking, question] = useDisclosure(false);
  const [rotating, dialog] = useDisclosure(false);
  return (
    <Section
      title="Secret"
      purpose={
        <>
          It signs what is sent, so that the receiver can check where it comes from.{" "}
          <a href={verifyingDocs} target="_blank" rel="noreferrer">
            Verifying signatures
          </a>
        </>
      }
      action={
        <Button size="compact-sm" variant="default" onClick={dialog.open}>
          Rotate secret
        </Button>
      }
    >
      <Stack gap="sm">
        <PreviousSecret expiresAt={(shown?.secret ?? subscription).previousSecretExpiresAt} />
        {shown === null ? (
          <Group gap="sm">
            <span className="mono" aria-label="Secret, hidden" role="img">
              {"•".repeat(24)}
            </span>
            <Button size="compact-sm" variant="default" leftSection={<IconEye size={14} aria-hidden />} onClick={question.open}>
              Reveal
            </Button>
          </Group>
        ) : (
          <>
            {shown.isNew && <p style={{ margin: 0 }}>This is the new secret. Put it where the one before was, and hide it again.</p>}
            <SecretFields secret={shown.secret.secret} standardSecret={shown.secret.standardSecret} />
            <div>
              <Button size="compact-sm" variant="default" leftSection={<IconEyeOff size={14} aria-hidden />} onClick={() => setShown(null)}>
                Hide
              </Button>
            </div>
          </>
        )}
      </Stack>
      {asking && (
        <RevealSecret
          subscription={subscription}
          onClose={question.close}
          onShown={(secret) => {
            question.close();
            setShown({ secret, isNew: false });
          }}
        />
      )}
      {rotating && (
        <RotateSecret
          subscription={subscription}
          onClose={dialog.close}
          onDone={(secret) => {
            dialog.close();
            setShown({ secret, isNew: true });
          }}
        />
      )}
    </Section>
  );
}

interface RevealSecretProps {
  subscription: Subscription;
  onShown: (secret: Secret) => void;
  onClose: () => void;
}

function RevealSecret({ subscription, onShown, onClose }: RevealSecretProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const reveal = async () => {
    setBusy(true);
    setError(null);
    try {
      onShown(await client.query("subscriptions.getSecret", { id: subscription.id }));
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog opened title="Reveal secret" verb="Reveal secret" keep="Keep it hidden" color="accent" busy={busy} error={error} onConfirm={() => void reveal()} onClose={onClose}>
      Whoever has the secret of <b>{subscription.name}</b> can sign requests that its receiver believes. That you looked at it is kept in the audit
      trail.
    </ConfirmDialog>
  );
}

/** While the secret before still signs. */
function PreviousSecret({ expiresAt }: { expiresAt: string | null }) {
  const now = useNow();
  if (expiresAt === null || Date.parse(expiresAt) <= now) return null;
  return (
    <Notice>
      Until <Time value={expiresAt} absolute /> the secret before signs too, so that the receiver may check with either.
    </Notice>
  );
}
