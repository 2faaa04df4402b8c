import { expect, it } from "vitest";
import { expiryOf } from "./expiry";
import { scopesFor } from "./scopes";
import { tokenSample } from "./token-sample";
import { parseTokenSearch } from "./token-search";
import { tokenState } from "./token-state";

const now = Date.parse("2026-11-24T10:00:00.000Z");

it("ends a token when it was asked to", () => {
  expect(expiryOf("never", "", "UTC", now)).toBeNull();
  expect(expiryOf("30", "", "UTC", now)).toBe("2026-12-24T10:00:00.000Z");
  expect(expiryOf("date", "2026-12-01T12:00", "Europe/Berlin", now)).toBe("2026-12-01T11:00:00.000Z");
});

it("says how a token stands", () => {
  expect(tokenState({ revokedAt: null, expiresAt: null }, now)).toBe("active");
  expect(tokenState({ revokedAt: null, expiresAt: "2026-11-24T10:00:00.000Z" }, now)).toBe("expired");
  expect(tokenState({ revokedAt: "2026-11-01T00:00:00.000Z", expiresAt: "2026-11-02T00:00:00.000Z" }, now)).toBe("revoked");
});

it("offers the admin scope to who may give it", () => {
  expect(scopesFor("member")).not.toContain("admin");
  expect(scopesFor("admin")).toContain("admin");
});

it("shows a call that the token may make", () => {
  expect(tokenSample("https://p.example", "pb_1", ["read", "write"])).toBe("curl 'https://p.example/rspc/tasks.list' \\\n  -H 'Authorization: Bearer pb_1'");
  expect(tokenSample("https://p.example", "pb_1", ["admin"])).toContain("apiTokens.list");
  expect(tokenSample("https://p.example", "pb_1", ["secrets"])).toContain("webhooks.getSecretKey?input=%7B%22id%22%3A%221%22%7D");
});

it("reads what is shown from the URL", () => {
  expect(parseTokenSearch({ all: true })).toEqual({ all: true });
  expect(parseTokenSearch({ all: "yes" })).toEqual({ all: undefined });
});
