import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { useMutationOf } from "../../../api/queries";
import { ErrorBox } from "../../../components/Feedback";
import { notifyDone } from "../../../components/notify";
import type { Member, Role } from "../../../wire";
import { roleNames } from "../roles";
import { RoleChoice } from "./RoleChoice";

interface ChangeRoleProps {
  member: Member;
  roles: Role[];
  opened: boolean;
  onClose: () => void;
}

export function ChangeRole({ member, roles, opened, onClose }: ChangeRoleProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Change the role of ${member.name}`}>
      <RoleForm member={member} roles={roles} onClose={onClose} />
    </Modal>
  );
}

function RoleForm({ member, roles, onClose }: Omit<ChangeRoleProps, "opened">) {
  const [role, setRole] = useState(member.role);
  const update = useMutationOf("members.update", {
    onSuccess: () => {
      onClose();
      notifyDone(`${member.name} is now ${roleNames[role].toLowerCase()}.`);
    },
  });
  return (
    <Stack gap="md">
      <RoleChoice label="Role" roles={roles} value={role} onChange={setRole} />
      {update.error !== null && <ErrorBox error={update.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={update.isPending} disabled={role === member.role} onClick={() => update.mutate({ id: member.id, role })}>
          Change role
        </Button>
      </Group>
    </Stack>
  );
}
