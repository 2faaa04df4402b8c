import type { ReactNode } from "react";
import { usePageTitle } from "../../components/Page";
import classes from "./SignIn.module.css";

/** The frame of the pages for who is not signed in. */
export function PublicPage({ title, name = title, children }: { title: string; name?: string; children: ReactNode }) {
  usePageTitle(name);
  return (
    <main className={classes.page}>
      <div className={classes.box}>
        <img src="/app/icon.svg" width={40} height={40} alt="" />
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
