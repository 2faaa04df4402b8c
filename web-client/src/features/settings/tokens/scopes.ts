import type { Role, TokenScope } from "../../../wire";
import { isAdmin } from "../roles";

export const scopeNames: Record<TokenScope, string> = { read: "Read", write: "Write", secrets: "Secrets", admin: "Admin" };

export const scopeMeanings: Record<TokenScope, string> = {
  read: "Look at everything, secrets excepted.",
  write: "The daily work: tasks, conversations, contacts, channels. Includes reading.",
  secrets: "Reveal and replace the secret keys of channels.",
  admin: "Members, API tokens, the organization and the audit trail, as far as your role goes.",
};

/** The scopes that somebody of this role may give to a token of theirs. */
export function scopesFor(role: Role): TokenScope[] {
  return isAdmin(role) ? ["read", "write", "secrets", "admin"] : ["read", "write", "secrets"];
}

export function scopeList(scopes: TokenScope[]): string {
  return scopes.map((scope) => scopeNames[scope]).join(", ");
}
