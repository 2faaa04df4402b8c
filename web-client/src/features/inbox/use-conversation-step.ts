import { useMutation } from "@tanstack/react-query";
import { client, type ApiError } from "../../api/client";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Conversation } from "../../wire";
import { stepLooks, type Step } from "./conversation-steps";

interface Taken {
  step: Step;
  reason?: string;
}

/** Takes steps with a conversation. What can be taken back is done at once, and offers that. */
export function useConversationStep({ id, number }: Pick<Conversation, "id" | "number">) {
  const move = useMutation<Conversation, ApiError, Taken>({
    mutationKey: ["conversations.move"],
    mutationFn: ({ step, reason }) => client.mutate(`conversations.${step}`, { id, reason }),
    onSuccess: (_, { step }) => {
      const { done, undo } = stepLooks[step];
      notifyDone(`Conversation ${number} ${done}.`, undo === undefined ? undefined : () => move.mutate({ step: undo }));
    },
    onError: (error, { step }) => notifyFailed(`Conversation ${number} was not ${stepLooks[step].done}.`, error),
  });
  return { busy: move.isPending, taking: move.isPending ? move.variables.step : null, take: move.mutate, takeAsync: move.mutateAsync };
}
