import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useMutationOf } from "../../../api/queries";
import { ErrorBox } from "../../../components/Feedback";
import { focusFirstError } from "../../../components/form-errors";
import { Time } from "../../../components/time/Time";
import { useAttempt } from "../../../components/use-attempt";
import type { InvitationCreated, Role } from "../../../wire";
import { useMe } from "../../session/use-me";
import { roleNames, rolesGivenBy } from "../roles";
import { ShownOnce } from "../ShownOnce";
import { RoleChoice } from "./RoleChoice";

/** Asks whom to invite as what, then shows the link this once. */
export function InviteMember({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Invite member" size="lg" closeOnClickOutside={false}>
      <Invite onClose={onClose} />
    </Modal>
  );
}

function Invite({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<InvitationCreated | null>(null);
  if (created === null) return <InviteForm onCreated={setCreated} onClose={onClose} />;
  const { invitation, invitationUrl } = created;
  return (
    <ShownOnce label="Link" value={invitationUrl} what="invitation link" onDone={onClose}>
      <p style={{ margin: 0 }}>
        Send it to {invitation.email} yourself; Patchbay does not. It works once, and until <Time value={invitation.expiresAt} absolute />.
        Inviting the address again ends this link.
      </p>
    </ShownOnce>
  );
}

function InviteForm({ onCreated, onClose }: { onCreated: (created: InvitationCreated) => void; onClose: () => void }) {
  const roles = rolesGivenBy(useMe().user.role);
  const invite = useMutationOf("members.invite");
  const form = useForm({
    initialValues: { email: "", role: "member" as Role },
    validate: { email: (email) => (email.trim() === "" ? "Enter an e-mail address." : null) },
  });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    ({ email, role }) => attempt(async () => onCreated(await invite.mutateAsync({ email: email.trim(), role }))),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="md">
        <TextInput label="E-mail" type="email" autoComplete="off" description="They will sign in with it." data-autofocus {...form.getInputProps("email")} />
        {roles.length > 1 ? (
          <RoleChoice label="Role" roles={roles} value={form.values.role} onChange={(role) => form.setFieldValue("role", role)} />
        ) : (
          <p className="quiet" style={{ margin: 0 }}>
            They join as {roleNames.member.toLowerCase()}. Owners can invite admins and owners too.
          </p>
        )}
        {refusal !== null && <ErrorBox error={refusal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            Invite member
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
