import { Button, Group, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { mutation } from "../../api/queries";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { notifyDone, notifyFailed } from "../../components/notify";
import { Section } from "../../components/Section";
import type { Webhook } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";
import { ChannelForm } from "./ChannelForm";
import classes from "./Channels.module.css";
import { inputOf, valuesOf } from "./channel-values";
import { HandOver } from "./HandOver";
import { ReadOnlyNote } from "./ReadOnlyNote";
import { mayChange } from "./use-may-change";
import { useUndoDelete } from "./use-restore-channel";

export function ChannelSettings({ channel }: { channel: Webhook }) {
  const me = useMe();
  const changeable = mayChange(me, channel);
  const update = useMutation(mutation("webhooks.update"));
  return (
    <Stack gap="xl">
      {!changeable && <ReadOnlyNote channel={channel} />}
      <fieldset disabled={!changeable} className={classes.fields} aria-label="Settings">
        {/* Saved values come back masked: a new form shows them so. */}
        <ChannelForm
          key={channel.updatedAt}
          initial={valuesOf(channel)}
          verb="Save changes"
          channelId={channel.id}
          onSave={async (values) => {
            await update.mutateAsync({ id: channel.id, ...inputOf(values) });
            notifyDone(`${channel.channelName} saved.`);
          }}
        />
      </fieldset>
      {isAdmin(me.user.role) && <HandOver channel={channel} />}
      {changeable && <EnableOrDelete channel={channel} />}
    </Stack>
  );
}

function EnableOrDelete({ channel }: { channel: Webhook }) {
  const navigate = useNavigate();
  const [asking, dialog] = useDisclosure(false);
  const enable = useMutation({
    ...mutation("webhooks.update"),
    onError: (error) => notifyFailed(`${channel.channelName} was not changed.`, error),
  });
  const set = (isActive: boolean) =>
    enable.mutate(
      { id: channel.id, isActive },
      { onSuccess: () => notifyDone(`${channel.channelName} ${isActive ? "enabled" : "disabled"}.`, isActive ? undefined : () => set(true)) },
    );
  const undo = useUndoDelete(channel);
  const remove = useMutation({
    ...mutation("webhooks.delete"),
    onSuccess: async () => {
      await navigate({ to: "/channels", search: {} });
      notifyDone(`${channel.channelName} deleted. Its messages are kept.`, undo);
    },
  });
  return (
    <Section
      title={channel.isActive ? "Disable or delete" : "Enable or delete"}
      purpose={
        channel.isActive
          ? "A disabled channel refuses messages and keeps everything else. A deleted one is out of sight too, and can be restored."
          : "The channel is disabled: it refuses messages and keeps everything else."
      }
    >
      <Group gap="xs">
        <Button variant="default" loading={enable.isPending} onClick={() => set(!channel.isActive)}>
          {channel.isActive ? "Disable channel" : "Enable channel"}
        </Button>
        <Button variant="default" c="var(--bad)" onClick={dialog.open}>
          Delete channel
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title="Delete channel"
        verb="Delete channel"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id: channel.id })}
        onClose={dialog.close}
      >
        <b>{channel.channelName}</b> will stop receiving: its URL answers no more. Its messages are kept, and so are its
        conversations and tasks. It can be restored, with its URL, among the deleted channels.
      </ConfirmDialog>
    </Section>
  );
}
