import type { Role } from "../../wire";

export const roleNames: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member" };

/** What each role may do, for whoever gives it. */
export const roleMeanings: Record<Role, string> = {
  owner: "Everything, also the organization itself and everybody in it.",
  admin: "The daily work, everybody's channels and API tokens, inviting and removing members, and the audit trail.",
  member: "The daily work, and channels of their own.",
};

const roles: Role[] = ["owner", "admin", "member"];

/** Whether who has this role may see and do what is for admins; an owner may. */
export function isAdmin(role: Role): boolean {
  return role !== "member";
}

/** Whether who has `role` may invite, change and remove those who have `other`, as the server sees it. */
export function manages(role: Role, other: Role): boolean {
  return role === "owner" || (role === "admin" && other === "member");
}

/** The roles that who has this one may give. */
export function rolesGivenBy(role: Role): Role[] {
  return roles.filter((other) => manages(role, other));
}

export function isRole(value: string | undefined): value is Role {
  return roles.some((role) => role === value);
}
