import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { pagesOptionsFor, useMutationOf } from "../../../api/queries";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { List, listClasses, type Column } from "../../../components/List";
import { notifyDone } from "../../../components/notify";
import { Section } from "../../../components/Section";
import { Time } from "../../../components/time/Time";
import type { Invitation, Role } from "../../../wire";
import { useMe } from "../../session/use-me";
import { manages, roleNames } from "../roles";

/** Those who were invited and have not joined yet. For owners and admins. */
export function Invitations() {
  const role = useMe().user.role;
  const query = useInfiniteQuery(pagesOptionsFor("members.invitations", {}));
  // Most of the time there are none, and then nothing is said about them.
  if (query.data?.length === 0) return null;
  return (
    <Section title="Open invitations">
      <List label="Open invitations" query={query} columns={columns(role)} empty="There are none." />
    </Section>
  );
}

function columns(mine: Role): Column<Invitation>[] {
  return [
    {
      title: "E-mail",
      cell: (invitation) => (
        <>
          <b className="truncate" title={invitation.email}>
            {invitation.email}
          </b>
          <span className={listClasses.sub}>{invitation.invitedBy === null ? "Invited by a former member" : `Invited by ${invitation.invitedBy}`}</span>
        </>
      ),
    },
    { title: "Role", width: "120px", cell: (invitation) => roleNames[invitation.role] },
    { title: "Ends", width: "140px", cell: (invitation) => <Ends at={invitation.expiresAt} /> },
    {
      title: "Actions",
      width: "80px",
      align: "end",
      cell: (invitation) => manages(mine, invitation.role) && <Revoke invitation={invitation} />,
    },
  ];
}

function Ends({ at }: { at: string }) {
  return (
    <span className="quiet">
      ends <Time value={at} />
    </span>
  );
}

function Revoke({ invitation }: { invitation: Invitation }) {
  const [asking, setAsking] = useState(false);
  const revoke = useMutationOf("members.revokeInvitation", {
    onSuccess: () => notifyDone(`The invitation of ${invitation.email} is revoked.`),
  });
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={`Revoke the invitation of ${invitation.email}`} onClick={() => setAsking(true)}>
        Revoke
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Revoke invitation"
        verb="Revoke invitation"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({ id: invitation.id })}
        onClose={() => setAsking(false)}
      >
        The link that <b>{invitation.email}</b> got will not work any more. You can invite them again.
      </ConfirmDialog>
    </>
  );
}
