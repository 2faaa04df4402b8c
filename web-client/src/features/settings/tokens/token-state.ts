import { IconBan, IconCircleCheck, IconClock } from "@tabler/icons-react";
import type { BadgeLook } from "../../../components/Badge";
import type { ApiToken } from "../../../wire";

export const tokenLooks = {
  active: { label: "Active", tone: "good", icon: IconCircleCheck },
  expired: { label: "Expired", tone: "neutral", icon: IconClock },
  revoked: { label: "Revoked", tone: "neutral", icon: IconBan },
} satisfies Record<string, BadgeLook>;

export function tokenState(token: Pick<ApiToken, "revokedAt" | "expiresAt">, now: number): keyof typeof tokenLooks {
  if (token.revokedAt !== null) return "revoked";
  return token.expiresAt !== null && Date.parse(token.expiresAt) <= now ? "expired" : "active";
}
