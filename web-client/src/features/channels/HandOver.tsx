import { Button, Group, Modal, Select, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { mutation, queryOptionsFor } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { notifyDone } from "../../components/notify";
import { Section } from "../../components/Section";
import type { Member, Webhook } from "../../wire";

/** Whose channel it is, and, for owners and admins, whose it shall be. */
export function HandOver({ channel }: { channel: Webhook }) {
  const [choosing, dialog] = useDisclosure(false);
  return (
    <Section title="Owner" purpose={`${channel.ownerName} may change this channel, and counts it among their three active ones.`}>
      <Button variant="default" onClick={dialog.open}>
        Hand over channel
      </Button>
      {choosing && <HandOverDialog channel={channel} onClose={dialog.close} />}
    </Section>
  );
}

function HandOverDialog({ channel, onClose }: { channel: Webhook; onClose: () => void }) {
  const members = useQuery(queryOptionsFor("members.list", { limit: 100 }));
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const others = members.data?.items.filter((member) => member.id !== channel.ownerId) ?? [];
  const update = useMutation({
    ...mutation("webhooks.update"),
    onSuccess: (changed) => {
      onClose();
      notifyDone(`${changed.channelName} is ${changed.ownerName}’s now.`);
    },
  });
  const choose = (id: string | null) => {
    setOwnerId(id);
    setMissing(false);
    update.reset();
  };
  return (
    <Modal opened onClose={onClose} title="Hand over channel">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ownerId === null) setMissing(true);
          else update.mutate({ id: channel.id, ownerId });
        }}
      >
        <Stack gap="md">
          <div>
            <b>{channel.channelName}</b> goes on as it is: its URL, settings, messages and secret key stay. It is primary no more.
          </div>
          {members.error !== null && <ErrorBox error={members.error} retry={() => void members.refetch()} what="The members could not be loaded." />}
          {members.data !== undefined && others.length === 0 ? (
            <div className="quiet">There is nobody else yet. Invite a member in the settings.</div>
          ) : (
            <Select
              label="New owner"
              placeholder="Choose a member"
              data={others.map(optionOf)}
              searchable
              value={ownerId}
              error={missing ? "Choose a member." : undefined}
              onChange={choose}
            />
          )}
          {update.error !== null && <ErrorBox error={update.error} what="The channel was not handed over." />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={update.isPending}>
              Hand over channel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Two members may have the same name, never the same address. */
function optionOf({ id, name, email }: Member): { value: string; label: string } {
  return { value: id, label: `${name} (${email})` };
}
