import { expect, it } from "vitest";
import { aConfirmation } from "../../test/a-confirmation";
import { aMe } from "../../test/a-me";
import { maySettle, stillWaits } from "./use-waiting";

it("is settled by whom it is put to, and by owners and admins", () => {
  expect(maySettle(aMe("member"), { userId: "u1" })).toBe(true);
  expect(maySettle(aMe("member"), { userId: "u2" })).toBe(false);
  expect(maySettle(aMe("admin"), { userId: "u2" })).toBe(true);
});

it("waits until it is settled or over", () => {
  const at = Date.parse("2026-11-24T10:00:00Z");
  const waiting = aConfirmation({ expiresAt: "2026-11-24T10:00:01Z" });
  expect(stillWaits(waiting, at)).toBe(true);
  expect(stillWaits(waiting, at + 1000)).toBe(false);
  expect(stillWaits({ ...waiting, status: "declined" }, at)).toBe(false);
});
