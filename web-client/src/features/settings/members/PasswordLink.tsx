import { Button, Group, Modal, Stack } from "@mantine/core";
import { useMutationOf } from "../../../api/queries";
import { ErrorBox } from "../../../components/Feedback";
import { Time } from "../../../components/time/Time";
import type { Member } from "../../../wire";
import { ShownOnce } from "../ShownOnce";

interface PasswordLinkProps {
  member: Member;
  opened: boolean;
  onClose: () => void;
}

/** A link for somebody who forgot their password, to be handed over by whoever makes it. */
export function PasswordLink({ member, opened, onClose }: PasswordLinkProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Password link for ${member.name}`} size="lg" closeOnClickOutside={false}>
      <MakeLink member={member} onClose={onClose} />
    </Modal>
  );
}

function MakeLink({ member, onClose }: Omit<PasswordLinkProps, "opened">) {
  const create = useMutationOf("members.createPasswordReset");
  if (create.data !== undefined) {
    return (
      <ShownOnce label="Link" value={create.data.resetUrl} what="password link" onDone={onClose}>
        <p style={{ margin: 0 }}>
          Hand it to {member.name} on a way that only they read. It works once, and until <Time value={create.data.expiresAt} absolute />.
        </p>
      </ShownOnce>
    );
  }
  return (
    <Stack gap="md">
      <p style={{ margin: 0 }}>
        Whoever opens the link sets a new password for {member.email} and is signed in; {member.name}’s present sessions end then. Nothing
        changes until it is used.
      </p>
      {create.error !== null && <ErrorBox error={create.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={create.isPending} onClick={() => create.mutate({ id: member.id })}>
          Make link
        </Button>
      </Group>
    </Stack>
  );
}
