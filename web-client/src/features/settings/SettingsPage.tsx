import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Page, usePageTitle } from "../../components/Page";
import { useMe } from "../session/use-me";
import classes from "./Settings.module.css";
import { settingsTabs } from "./settings-tabs";

/** The frame of all settings: each part has an address of its own. */
export function SettingsPage() {
  const tabs = settingsTabs(useMe().user.role);
  const path = useRouterState({ select: (state) => state.location.pathname.replace(/\/$/, "") });
  const open = tabs.find((tab) => tab.to === path);
  usePageTitle(open === undefined ? "Settings" : `${open.label} · Settings`);
  return (
    <Page title="Settings">
      <nav className={classes.tabs} aria-label="Settings">
        <ul ref={useOpenInView(path)}>
          {tabs.map(({ to, label }) => (
            <li key={to}>
              <Link to={to} activeOptions={{ exact: true, includeSearch: false }}>
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </Page>
  );
}

/** On a phone the names are wider than the screen; the open one is brought into sight. */
function useOpenInView(path: string) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>("[aria-current='page']");
    if (open && list.current !== null) list.current.scrollLeft = open.offsetLeft - 16;
  }, [path]);
  return list;
}
