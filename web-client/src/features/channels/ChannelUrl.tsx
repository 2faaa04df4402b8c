import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { CopyField } from "../../components/Copy";
import { Notice } from "../../components/Feedback";
import { Section } from "../../components/Section";
import type { Webhook } from "../../wire";
import { useMayChange } from "./use-may-change";
import { whereUrlIs } from "./where-url-is";

/** Where messages come in. A URL that got into the wrong hands is replaced here. */
export function ChannelUrl({ channel }: { channel: Webhook }) {
  const changeable = useMayChange(channel);
  const [asking, dialog] = useDisclosure(false);
  const regenerate = useMutation({ ...mutation("webhooks.regenerateToken"), onSuccess: dialog.close });
  const ask = () => {
    regenerate.reset();
    dialog.open();
  };
  const where = whereUrlIs[channel.channelType];
  return (
    <Section
      title="URL"
      action={
        changeable && (
          <Button size="compact-sm" variant="default" onClick={ask}>
            Regenerate URL
          </Button>
        )
      }
    >
      <Stack gap="xs">
        {/* The answer is shown at once; the channel itself is asked for again meanwhile. */}
        <CopyField value={regenerate.data?.webhookUrl ?? channel.webhookUrl} what="URL" />
        {regenerate.data !== undefined && <Notice>This is the new URL; the one before works no more. Enter it {where}.</Notice>}
      </Stack>
      <ConfirmDialog
        opened={asking}
        title="Regenerate URL"
        verb="Regenerate URL"
        busy={regenerate.isPending}
        error={regenerate.error}
        onConfirm={() => regenerate.mutate({ id: channel.id })}
        onClose={dialog.close}
      >
        The URL of <b>{channel.channelName}</b> stops working at once, and cannot be brought back. The new one has to be entered {where}. Settings,
        messages and the secret key stay.
      </ConfirmDialog>
    </Section>
  );
}
