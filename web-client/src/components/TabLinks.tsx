import { Link, type LinkProps } from "@tanstack/react-router";
import classes from "./TabLinks.module.css";

export interface TabLink {
  label: string;
  to: NonNullable<LinkProps["to"]>;
  search?: LinkProps["search"];
  isOpen: boolean;
}

/** The parts of a page that have addresses of their own. Where the screen is too narrow for all of them they wrap: each stays in sight. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav className={classes.tabs} aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.label}>
            {/* Which one is open is said by the page: two may share an address and differ in its filters. */}
            <Link
              to={tab.to}
              search={tab.search ?? {}}
              activeOptions={{ exact: true, includeSearch: true }}
              activeProps={{}}
              data-open={tab.isOpen || undefined}
              aria-current={tab.isOpen ? "page" : undefined}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
