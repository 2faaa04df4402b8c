import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Webhook } from "../../wire";
import { useMayChange } from "./use-may-change";

/** Where its owner is told things first: one of their active channels, always. */
export function PrimaryFact({ channel }: { channel: Webhook }) {
  const changeable = useMayChange(channel);
  const update = useMutation({
    ...mutation("webhooks.update"),
    onSuccess: () => notifyDone(`${channel.channelName} is primary now.`),
    onError: (error) => notifyFailed(`${channel.channelName} was not made primary.`, error),
  });
  if (channel.isPrimary) return <>Yes, notifications to {channel.ownerName} go here first</>;
  return (
    <>
      No{" "}
      {changeable && channel.isActive && (
        <Button size="compact-xs" variant="default" ml={8} loading={update.isPending} onClick={() => update.mutate({ id: channel.id, isPrimary: true })}>
          Make primary
        </Button>
      )}
    </>
  );
}
