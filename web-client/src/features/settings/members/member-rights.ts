import type { Member, Role } from "../../../wire";
import { isAdmin, manages, rolesGivenBy } from "../roles";

export interface MemberRights {
  /** The roles that this member can be given, the present one among them; empty where it cannot be changed. */
  roles: Role[];
  remove: boolean;
  /** Leaving is removing oneself. */
  leave: boolean;
  resetPassword: boolean;
}

/** What `me` may do with a member: the rules of the server, so that nothing is offered that it would refuse. */
export function memberRights(me: Pick<Member, "id" | "role">, member: Pick<Member, "id" | "role">, owners: number): MemberRights {
  const isMe = me.id === member.id;
  const lastOwner = member.role === "owner" && owners <= 1;
  const may = manages(me.role, member.role);
  const roles = may && !lastOwner ? rolesGivenBy(me.role) : [];
  return {
    roles: roles.length > 1 ? roles : [],
    remove: may && !isMe && !lastOwner,
    leave: isMe && isAdmin(me.role) && !lastOwner,
    // One's own is changed under Account.
    resetPassword: may && !isMe,
  };
}
