import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { SessionGate } from "../features/session/SessionGate";
import { CrashPage, NotFoundPage } from "./FallbackPages";
import { Shell } from "./shell/Shell";

/** What every address hangs below. */
export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: CrashPage });

/** What only somebody who is signed in sees. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: () => (
    <SessionGate>
      <Shell />
    </SessionGate>
  ),
});
