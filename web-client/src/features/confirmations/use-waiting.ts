import { useQuery } from "@tanstack/react-query";
import { queryOptionsFor } from "../../api/queries";
import { useNow } from "../../components/time/clock";
import type { Confirmation, ConfirmationList, Me } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";

/** As many as one answer holds; nobody reads on beyond them. */
const mostAtOnce = 100;

/** It is settled by whom it is put to, and by owners and admins. */
export function maySettle({ user }: Pick<Me, "user">, { userId }: Pick<Confirmation, "userId">): boolean {
  return isAdmin(user.role) || user.id === userId;
}

/** Whether a yes or no still counts; what is over leaves the page without the server saying so. */
export function stillWaits({ status, expiresAt }: Pick<Confirmation, "status" | "expiresAt">, now: number): boolean {
  return status === "pending" && Date.parse(expiresAt) > now;
}

/** What waits for a yes or no, the latest first; undefined while it is not known. */
function useWaiting(filter: Pick<ConfirmationList, "conversationId">) {
  const now = useNow();
  const { data, error, refetch } = useQuery(queryOptionsFor("confirmations.list", { waiting: true, ...filter, limit: mostAtOnce }));
  return { waiting: data?.items.filter((each) => stillWaits(each, now)), error, retry: () => void refetch() };
}

/** What waits for an answer that the member may give. */
export function useWaitingForMe() {
  const me = useMe();
  const { waiting, ...rest } = useWaiting({});
  return { waiting: waiting?.filter((each) => maySettle(me, each)), ...rest };
}

/** What waits in one conversation, whoever may answer. */
export function useWaitingIn(conversationId: string) {
  return useWaiting({ conversationId });
}
