import { Outlet, useRouterState } from "@tanstack/react-router";
import { Page, usePageTitle } from "../../components/Page";
import { TabLinks } from "../../components/TabLinks";
import { useMe } from "../session/use-me";
import { settingsTabs } from "./settings-tabs";

/** The frame of all settings: each part has an address of its own. */
export function SettingsPage() {
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, "") });
  const tabs = settingsTabs(useMe().user.role, path);
  const open = tabs.find((tab) => tab.isOpen);
  usePageTitle(open === undefined ? "Settings" : `${open.label} · Settings`);
  return (
    <Page title="Settings">
      <TabLinks label="Settings" tabs={tabs} />
      <Outlet />
    </Page>
  );
}
