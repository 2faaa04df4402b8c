import { useMutation } from "@tanstack/react-query";
import { mutation, useMutationOf } from "../../api/queries";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Subscription } from "../../wire";
import { heldCount } from "./subscription-state";

/** Switching on and off. Off can be taken back; on lets what was held leave, which cannot. */
export function useSwitch(subscription: Subscription) {
  const { id, name, stats } = subscription;
  const onError = (error: unknown) => notifyFailed(`${name} was not changed.`, error);
  const enable = useMutation({ ...mutation("subscriptions.enable"), onError });
  const disable = useMutation({ ...mutation("subscriptions.disable"), onError });
  const on = () =>
    enable.mutate(
      { id },
      { onSuccess: () => notifyDone(stats.heldDeliveries === 0 ? `${name} is on.` : `${name} is on. ${heldCount(stats.heldDeliveries)} leave now.`) },
    );
  const off = () => disable.mutate({ id }, { onSuccess: () => notifyDone(`${name} is off. What happens meanwhile is held.`, on) });
  return { busy: enable.isPending || disable.isPending, set: (isOn: boolean) => (isOn ? on() : off()) };
}

/** Brings a deleted one back, as it was: it comes back switched off. */
export function useRestore(subscription: Pick<Subscription, "id" | "name">, switchOn: boolean) {
  const restore = useMutationOf("subscriptions.restore");
  const enable = useMutationOf("subscriptions.enable");
  const { id, name } = subscription;
  const run = async () => {
    await restore.mutateAsync({ id });
    if (switchOn) await enable.mutateAsync({ id });
  };
  return {
    busy: restore.isPending || enable.isPending,
    restore: () =>
      void run().then(
        () => notifyDone(switchOn ? `${name} restored.` : `${name} restored. It is off.`),
        (error: unknown) => notifyFailed(`${name} was not restored.`, error),
      ),
  };
}
