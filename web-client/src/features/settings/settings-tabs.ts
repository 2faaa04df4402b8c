import type { Role } from "../../wire";
import { isAdmin } from "./roles";

export interface SettingsTab {
  to: "/settings" | "/settings/organization" | "/settings/members" | "/settings/tokens" | "/settings/sessions" | "/settings/audit";
  label: string;
}

const everybody: SettingsTab[] = [
  { to: "/settings", label: "Account" },
  { to: "/settings/organization", label: "Organization" },
  { to: "/settings/members", label: "Members" },
  { to: "/settings/tokens", label: "API tokens" },
  { to: "/settings/sessions", label: "Sessions" },
];

/** The parts of the settings that somebody of this role can use. */
export function settingsTabs(role: Role): SettingsTab[] {
  return isAdmin(role) ? [...everybody, { to: "/settings/audit", label: "Audit" }] : everybody;
}
