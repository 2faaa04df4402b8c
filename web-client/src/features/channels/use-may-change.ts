import type { Me, Webhook } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";

/** Everybody may look at a channel; it is changed by whose it is, and by owners and admins. */
export function mayChange({ user }: Pick<Me, "user">, { ownerId }: Pick<Webhook, "ownerId">): boolean {
  return isAdmin(user.role) || user.id === ownerId;
}

export function useMayChange(channel: Pick<Webhook, "ownerId">): boolean {
  return mayChange(useMe(), channel);
}
