import type { TokenScope } from "../../../wire";

/** A call that this token may make, to paste into a terminal. */
export function tokenSample(origin: string, token: string, scopes: TokenScope[]): string {
  return `curl '${origin}/rspc/${procedureFor(scopes)}' \\\n  -H 'Authorization: Bearer ${token}'`;
}

function procedureFor(scopes: TokenScope[]): string {
  if (scopes.includes("read") || scopes.includes("write")) return "tasks.list";
  if (scopes.includes("admin")) return "apiTokens.list";
  return `webhooks.getSecretKey?input=${encodeURIComponent('{"id":"1"}')}`;
}
