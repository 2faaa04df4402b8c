import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { notifyDone, notifyFailed } from "../../components/notify";

export function useRetryDelivery() {
  return useMutation({
    ...mutation("deliveries.retry"),
    onSuccess: () => notifyDone("The delivery is being tried again."),
    onError: (error) => notifyFailed("The delivery was not tried again.", error),
  });
}

/** Called off; that can be taken back by trying it again. */
export function useCancelDelivery() {
  const retry = useRetryDelivery();
  return useMutation({
    ...mutation("deliveries.cancel"),
    onSuccess: ({ id }) => notifyDone("The delivery is cancelled.", () => retry.mutate({ id })),
    onError: (error) => notifyFailed("The delivery was not cancelled.", error),
  });
}
