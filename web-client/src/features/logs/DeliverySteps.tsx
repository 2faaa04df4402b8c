import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBan, IconRefresh, IconRepeat } from "@tabler/icons-react";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import type { Delivery } from "../../wire";
import { ReplayEventOf } from "../events/ReplayEvent";
import { possibleSteps } from "./delivery-words";
import { useCancelDelivery, useRetryDelivery } from "./use-retry-delivery";

/** What can be done with a delivery as it stands. */
export function DeliverySteps({ delivery }: { delivery: Delivery }) {
  const steps = possibleSteps(delivery);
  const retry = useRetryDelivery();
  const cancel = useCancelDelivery();
  const [asking, question] = useDisclosure(false);
  const [replaying, dialog] = useDisclosure(false);
  const canReplay = delivery.kind === "event";
  if (!steps.retry && !steps.sendAgain && !steps.cancel && !canReplay) return null;
  return (
    <Group gap="xs">
      {steps.retry && (
        <Button leftSection={<IconRefresh size={16} aria-hidden />} loading={retry.isPending} onClick={() => retry.mutate({ id: delivery.id })}>
          Retry delivery
        </Button>
      )}
      {steps.sendAgain && (
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={question.open}>
          Send again
        </Button>
      )}
      {steps.cancel && (
        <Button variant="default" leftSection={<IconBan size={16} aria-hidden />} loading={cancel.isPending} onClick={() => cancel.mutate({ id: delivery.id })}>
          Cancel delivery
        </Button>
      )}
      {canReplay && (
        <Button variant="default" leftSection={<IconRepeat size={16} aria-hidden />} onClick={dialog.open}>
          Replay event
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        title="Send again"
        verb="Send again"
        keep="Do not send"
        color="accent"
        busy={retry.isPending}
        error={null}
        onConfirm={() => retry.mutate({ id: delivery.id, evenIfArrived: true }, { onSuccess: question.close })}
        onClose={question.close}
      >
        This delivery arrived. Its receiver gets the same request once more, under the same id: one that looks for repetitions
        passes it over, any other does its work twice.
      </ConfirmDialog>
      {replaying && <ReplayEventOf eventId={delivery.eventId} onClose={dialog.close} />}
    </Group>
  );
}
