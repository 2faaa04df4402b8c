import type { QueryClient } from "@tanstack/react-query";
import type { Client } from "../api/client";
import type { Change } from "../wire";
import { affectedBy, isAffected, type Affected } from "./affected";
import { setLiveState } from "./live-state";

/** A busy minute brings hundreds of changes; what is shown is asked for again at most this often. */
const gatherFor = 150;

/** Keeps what is shown fresh: each change drops the queries it concerns, each new connection drops them all. */
export function followChanges(client: Pick<Client, "subscribe">, queries: QueryClient): () => void {
  let gathered: Affected[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let connectedBefore = false;

  const flush = () => {
    timer = undefined;
    const affected = gathered;
    gathered = [];
    void queries.invalidateQueries({ predicate: (query) => isAffected(query.queryKey, affected) });
  };
  const onChange = (change: Change) => {
    gathered.push(...affectedBy(change));
    timer ??= setTimeout(flush, gatherFor);
  };

  const stop = client.subscribe("live.changes", null, onChange, {
    onConnected: () => {
      setLiveState("live");
      // Also the first time: something may have changed between the first answers and this connection.
      void queries.invalidateQueries({
        predicate: (query) => connectedBefore || (query.state.data !== undefined && query.queryKey[0] !== "auth.me"),
      });
      connectedBefore = true;
    },
    onDisconnected: (_, willRetry) => {
      setLiveState("reconnecting");
      // Refused for good: the session is over. Asking who is signed in leads to the sign-in page.
      if (!willRetry) void queries.invalidateQueries({ queryKey: ["auth.me"] });
    },
  });
  return () => {
    clearTimeout(timer);
    stop();
    setLiveState("connecting");
  };
}
