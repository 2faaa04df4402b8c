import { expect, it } from "vitest";
import type { User } from "../../../wire";
import { isOtherEmail, profileChanges, profileOf } from "./profile-changes";

const user: User = { id: "u1", email: "ann@acme.example", name: "Ann", role: "owner", timeZone: "Europe/Berlin" };
const changed = (changes: Partial<ReturnType<typeof profileOf>>) => profileChanges(user, { ...profileOf(user), ...changes });

it("sends only what differs", () => {
  expect(changed({})).toEqual({});
  expect(changed({ name: " Ann Smith " })).toEqual({ name: "Ann Smith" });
});

it("clears the time zone", () => {
  expect(changed({ timeZone: null })).toEqual({ timeZone: null });
});

it("sends the password with another address only", () => {
  expect(changed({ email: "ann@globex.example", currentPassword: "secret" })).toEqual({ email: "ann@globex.example", currentPassword: "secret" });
  expect(changed({ name: "Bo", currentPassword: "secret" })).toEqual({ name: "Bo" });
});

it("takes an address in capitals for the same", () => {
  expect(isOtherEmail(user, "Ann@Acme.example ")).toBe(false);
  expect(isOtherEmail(user, "bo@acme.example")).toBe(true);
});
