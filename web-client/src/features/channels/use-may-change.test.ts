import { expect, it } from "vitest";
import type { Role } from "../../wire";
import { mayChange } from "./use-may-change";

const user = (id: string, role: Role) => ({ user: { id, role, email: "a@b.c", name: "Ann", timeZone: null } });

it("leaves a channel to whose it is, and to owners and admins", () => {
  const channel = { ownerId: "ann" };
  expect(mayChange(user("ann", "member"), channel)).toBe(true);
  expect(mayChange(user("bob", "member"), channel)).toBe(false);
  expect(mayChange(user("bob", "admin"), channel)).toBe(true);
  expect(mayChange(user("bob", "owner"), channel)).toBe(true);
});
