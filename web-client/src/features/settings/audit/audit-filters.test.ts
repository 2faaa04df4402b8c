import { expect, it } from "vitest";
import { auditFilter, parseAuditSearch } from "./audit-filters";

it("asks for whole days of the member", () => {
  expect(auditFilter({ from: "2026-11-24", to: "2026-11-24" }, "Europe/Berlin")).toMatchObject({
    since: "2026-11-23T23:00:00.000Z",
    until: "2026-11-24T23:00:00.000Z",
  });
  expect(auditFilter({ to: "2026-12-31" }, "UTC")).toMatchObject({ since: undefined, until: "2027-01-01T00:00:00.000Z" });
});

it("leaves out of the URL what is no filter", () => {
  expect(parseAuditSearch({ action: "webhook.*", userId: "u1", subject: 12, from: "2026-02-30x", to: "2026-11-24" })).toEqual({
    action: "webhook.*",
    userId: "u1",
    subject: "12",
    from: undefined,
    to: "2026-11-24",
    entry: undefined,
  });
  expect(parseAuditSearch({ action: "drop table", userId: 5 })).toMatchObject({ action: undefined, userId: undefined });
});
