import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { client } from "../../api/client";
import { queryOptionsFor } from "../../api/queries";
import { isSignedOut } from "../../components/describe-error";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { Page } from "../../components/Page";
import { browserZone, ZoneContext } from "../../components/time/clock";
import { followChanges } from "../../live/follow-changes";
import { MeContext } from "./use-me";

/** Lets in who is signed in, sends everybody else to the sign-in page and back afterwards. */
export function SessionGate({ children }: { children: ReactNode }) {
  const me = useQuery({ ...queryOptionsFor("auth.me"), staleTime: Infinity });
  const router = useRouter();
  const signedOut = isSignedOut(me.error);
  useEffect(() => {
    if (!signedOut) return;
    // Read once, not rendered: the address changes while the sign-in page is on its way.
    const here = router.state.location.href;
    void router.navigate({ to: "/sign-in", search: here === "/" ? {} : { next: here }, replace: true });
  }, [signedOut, router]);
  if (signedOut) return null;
  if (me.data === undefined) {
    return (
      <Page title="">
        {me.isPending ? <LoadingRows /> : <ErrorBox error={me.error} retry={() => void me.refetch()} />}
      </Page>
    );
  }
  return (
    <MeContext value={me.data}>
      <ZoneContext value={me.data.user.timeZone ?? browserZone()}>
        <FollowChanges userId={me.data.user.id} />
        {children}
      </ZoneContext>
    </MeContext>
  );
}

function FollowChanges({ userId }: { userId: string }) {
  const queries = useQueryClient();
  useEffect(() => followChanges(client, queries), [queries, userId]);
  return null;
}
