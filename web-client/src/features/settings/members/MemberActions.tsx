import { ActionIcon, Menu } from "@mantine/core";
import { IconDots, IconKey, IconLogout, IconShield, IconUserMinus } from "@tabler/icons-react";
import { useState } from "react";
import type { Member } from "../../../wire";
import { ChangeRole } from "./ChangeRole";
import type { MemberRights } from "./member-rights";
import { PasswordLink } from "./PasswordLink";
import { RemoveMember } from "./RemoveMember";

type Dialog = "role" | "password" | "remove";

/** What can be done with one member; nothing where nothing can. */
export function MemberActions({ member, rights }: { member: Member; rights: MemberRights }) {
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = () => setOpen(null);
  if (rights.roles.length === 0 && !rights.remove && !rights.leave && !rights.resetPassword) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${member.name}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {rights.roles.length > 0 && (
            <Menu.Item leftSection={<IconShield size={16} aria-hidden />} onClick={() => setOpen("role")}>
              Change role
            </Menu.Item>
          )}
          {rights.resetPassword && (
            <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => setOpen("password")}>
              Make password link
            </Menu.Item>
          )}
          {rights.remove && (
            <Menu.Item leftSection={<IconUserMinus size={16} aria-hidden />} c="var(--bad)" onClick={() => setOpen("remove")}>
              Remove member
            </Menu.Item>
          )}
          {rights.leave && (
            <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} c="var(--bad)" onClick={() => setOpen("remove")}>
              Leave the organization
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ChangeRole member={member} roles={rights.roles} opened={open === "role"} onClose={close} />
      <PasswordLink member={member} opened={open === "password"} onClose={close} />
      <RemoveMember member={member} isMe={rights.leave} opened={open === "remove"} onClose={close} />
    </>
  );
}
