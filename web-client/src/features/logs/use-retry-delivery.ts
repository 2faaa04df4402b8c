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
