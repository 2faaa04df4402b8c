import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { KeyboardHelp } from "./KeyboardHelp";
import { Brand, Navigation } from "./Navigation";
import classes from "./Shell.module.css";
import { useShortcuts } from "./use-shortcuts";

export function Shell() {
  const [collapsed, setCollapsed] = useLocalStorage({ key: "patchbay-navigation-collapsed", defaultValue: false });
  const [menu, menuControl] = useDisclosure(false);
  const [help, helpControl] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);
  useShortcuts(helpControl.open);
  useFocusOnPageChange(main);

  return (
    <div className={classes.shell} data-collapsed={collapsed || undefined}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <aside className={classes.side} aria-label="Sidebar">
        <Navigation collapsed={collapsed} onCollapse={() => setCollapsed(!collapsed)} onHelp={helpControl.open} />
      </aside>
      <nav className={classes.bar} aria-label="Top">
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Open the navigation" onClick={menuControl.open}>
          <IconMenu2 size={20} aria-hidden />
        </ActionIcon>
        <Brand />
      </nav>
      <Drawer opened={menu} onClose={menuControl.close} size={280} title="Navigation" padding={0}>
        <Navigation collapsed={false} onNavigate={menuControl.close} onHelp={helpControl.open} />
      </Drawer>
      <main id="content" ref={main} className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <KeyboardHelp opened={help} onClose={helpControl.close} />
    </div>
  );
}

/** A screen reader hears the new page, and the next Tab starts in it; filters and drawers stay in their page. */
function useFocusOnPageChange(main: React.RefObject<HTMLElement | null>): void {
  const section = useRouterState({ select: (state) => state.location.pathname.split("/")[1] ?? "" });
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    main.current?.focus({ preventScroll: true });
  }, [section, main]);
}
