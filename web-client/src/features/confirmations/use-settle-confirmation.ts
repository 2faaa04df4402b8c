import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ApiError } from "../../api/api-error";
import { mutation } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Confirmation } from "../../wire";

/** Whether there is nothing left to be said yes or no to. */
function isOver({ code }: ApiError): boolean {
  return code === "CONFLICT" || code === "NOT_FOUND";
}

/** Says yes or no to what waits. What somebody else settled meanwhile leaves the page, so that is said beside it. */
export function useSettleConfirmation({ id, summary }: Pick<Confirmation, "id" | "summary">) {
  const queries = useQueryClient();
  const settle = useMutation({
    ...mutation("confirmations.settle"),
    onSuccess: (_, { agree }) => notifyDone(asSentence(`${agree ? "Agreed" : "Declined"}: ${summary}`)),
    onError: (error, { agree }) => {
      if (!isOver(error)) return;
      notifyFailed(agree ? "It was not agreed to." : "It was not declined.", error);
      void queries.invalidateQueries({ queryKey: ["confirmations.list"] });
    },
  });
  return {
    /** What is being said just now; null: nothing. */
    saying: settle.isPending ? (settle.variables.agree ? ("yes" as const) : ("no" as const)) : null,
    error: settle.error === null || isOver(settle.error) ? null : settle.error,
    answer: (agree: boolean) => settle.mutate({ id, agree }),
  };
}
