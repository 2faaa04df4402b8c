import { useId, type ReactNode } from "react";
import classes from "./Section.module.css";

/** A part of a page with its heading; a line above instead of a card around. */
export function Section({ title, purpose, action, children }: { title: string; purpose?: ReactNode; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classes.section}>
      <header className={classes.header}>
        <h2 id={id}>{title}</h2>
        {action}
      </header>
      {purpose !== undefined && <p className={classes.purpose}>{purpose}</p>}
      {children}
    </section>
  );
}
