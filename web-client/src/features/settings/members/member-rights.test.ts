import { expect, it } from "vitest";
import { memberRights } from "./member-rights";

const owner = { id: "o", role: "owner" } as const;
const admin = { id: "a", role: "admin" } as const;
const member = { id: "m", role: "member" } as const;
const nothing = { roles: [], remove: false, leave: false, resetPassword: false };

it("lets an owner manage everybody", () => {
  const everything = { roles: ["owner", "admin", "member"], remove: true, leave: false, resetPassword: true };
  expect(memberRights(owner, member, 1)).toEqual(everything);
  expect(memberRights(owner, admin, 1)).toEqual(everything);
  expect(memberRights(owner, { id: "o2", role: "owner" }, 2)).toEqual(everything);
});

it("keeps the only owner", () => {
  expect(memberRights(owner, owner, 1)).toEqual(nothing);
  expect(memberRights(owner, owner, 2)).toEqual({ ...nothing, roles: ["owner", "admin", "member"], leave: true });
});

it("lets an admin manage members only, who cannot become more by it", () => {
  expect(memberRights(admin, member, 1)).toEqual({ ...nothing, remove: true, resetPassword: true });
  expect(memberRights(admin, { id: "a2", role: "admin" }, 1)).toEqual(nothing);
  expect(memberRights(admin, owner, 2)).toEqual(nothing);
  expect(memberRights(admin, admin, 1)).toEqual({ ...nothing, leave: true });
});

it("lets a member do nothing", () => {
  expect(memberRights(member, { id: "m2", role: "member" }, 1)).toEqual(nothing);
  expect(memberRights(member, member, 1)).toEqual(nothing);
});
