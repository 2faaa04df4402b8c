import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { pagesOptionsFor } from "../../../api/queries";
import { List, listClasses, type Column } from "../../../components/List";
import { Section } from "../../../components/Section";
import { Time } from "../../../components/time/Time";
import type { Member } from "../../../wire";
import { useMe } from "../../session/use-me";
import { isAdmin, roleNames } from "../roles";
import { Invitations } from "./Invitations";
import { InviteMember } from "./InviteMember";
import { MemberActions } from "./MemberActions";
import { memberRights } from "./member-rights";

export function MembersPage() {
  const me = useMe();
  const query = useInfiniteQuery(pagesOptionsFor("members.list", { limit: 100 }));
  const [inviting, invite] = useDisclosure(false);
  const admin = isAdmin(me.user.role);
  return (
    <Stack gap="xl">
      <Section
        title="Members"
        purpose={admin ? undefined : "Owners and admins invite and remove members."}
        action={
          admin && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={invite.open}>
              Invite member
            </Button>
          )
        }
      >
        <List label="Members" query={query} columns={columns(me.user, query.data ?? [], query.hasNextPage)} empty="There are no members." />
      </Section>
      {admin && <Invitations />}
      {admin && <InviteMember opened={inviting} onClose={invite.close} />}
    </Stack>
  );
}

function columns(me: Pick<Member, "id" | "role">, loaded: Member[], more: boolean): Column<Member>[] {
  const all: Column<Member>[] = [
    {
      title: "Member",
      cell: (member) => (
        <>
          <b className="truncate" title={member.name}>
            {member.name}
            {member.id === me.id && <span className="quiet"> (you)</span>}
          </b>
          <span className={listClasses.sub} title={member.email}>
            {member.email}
          </span>
        </>
      ),
    },
    { title: "Role", width: "120px", cell: (member) => roleNames[member.role] },
    {
      title: "Last seen",
      width: "140px",
      cell: (member) => <LastSeen member={member} isMe={member.id === me.id} />,
    },
  ];
  if (!isAdmin(me.role)) return all;
  // Only one that was seen whole says who is the only owner; else the server says so.
  const owners = more ? Infinity : loaded.filter((member) => member.role === "owner").length;
  return [
    ...all,
    {
      title: "Actions",
      width: "80px",
      align: "end",
      cell: (member) => <MemberActions member={member} rights={memberRights(me, member, owners)} />,
    },
  ];
}

/** Whoever looks is here now; the server notes it by the minute only. */
function LastSeen({ member, isMe }: { member: Member; isMe: boolean }) {
  if (isMe) return <span className="quiet">now</span>;
  if (member.lastSeenAt === null) return <span className="quiet">never seen</span>;
  return (
    <span className="quiet">
      seen <Time value={member.lastSeenAt} />
    </span>
  );
}
