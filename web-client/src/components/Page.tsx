import { useEffect, type ReactNode } from "react";
import classes from "./Page.module.css";

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === "" ? "Patchbay" : `${title} · Patchbay`;
  }, [title]);
}

interface PageProps {
  title: string;
  purpose?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** Title, at most one line of purpose, the one main action at the right; then the content. */
export function Page({ title, purpose, actions, children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.top}>
          <h1 className={classes.title}>{title}</h1>
          {actions}
        </div>
        {purpose !== undefined && <p className={classes.purpose}>{purpose}</p>}
      </header>
      {children}
    </div>
  );
}
