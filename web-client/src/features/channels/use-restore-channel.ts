import { useMutation } from "@tanstack/react-query";
import { mutation, useMutationOf } from "../../api/queries";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Webhook } from "../../wire";

/** Brings a deleted channel back from the list; it is active again. */
export function useRestoreChannel(channel: Pick<Webhook, "id" | "channelName">) {
  const restore = useMutation({
    ...mutation("webhooks.restore"),
    onSuccess: () => notifyDone(`${channel.channelName} restored. Its URL works again.`),
    onError: (error) => notifyFailed(`${channel.channelName} was not restored.`, error),
  });
  return { busy: restore.isPending, restore: () => restore.mutate({ id: channel.id }) };
}

/** Takes a deletion back: the channel is again what it was, also where that was primary or disabled. */
export function useUndoDelete(channel: Webhook): () => void {
  const restore = useMutationOf("webhooks.restore");
  const update = useMutationOf("webhooks.update");
  const { id, isActive, isPrimary, channelName } = channel;
  return () => {
    const undo = async () => {
      await restore.mutateAsync({ id });
      if (!isActive || isPrimary) await update.mutateAsync({ id, isActive, isPrimary });
    };
    undo().then(
      () => notifyDone(`${channelName} restored.`),
      (error: unknown) => notifyFailed(`${channelName} was not restored.`, error),
    );
  };
}
