import type { TabLink } from "../../components/TabLinks";
import type { Role } from "../../wire";
import { isAdmin } from "./roles";

/** The parts of the settings that somebody of this role can use. `path`: the address that is open. */
export function settingsTabs(role: Role, path: string): TabLink[] {
  const tab = (to: TabLink["to"], label: string): TabLink => ({ to, label, isOpen: to === path });
  const everybody = [
    tab("/settings", "Account"),
    tab("/settings/organization", "Organization"),
    tab("/settings/members", "Members"),
    tab("/settings/tokens", "API tokens"),
    tab("/settings/sessions", "Sessions"),
    tab("/settings/usage", "Usage"),
  ];
  return isAdmin(role) ? [...everybody, tab("/settings/audit", "Audit")] : everybody;
}
