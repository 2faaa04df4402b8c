import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import type { Subscription, SubscriptionSecret } from "../../wire";
import { defaultGracePeriod, gracePeriods } from "../channels/grace-periods";

interface RotateSecretProps {
  subscription: Subscription;
  onDone: (secret: SubscriptionSecret) => void;
  onClose: () => void;
}

/** Another secret, and for how long the one of now goes on signing: a receiver cannot be changed in the same moment. */
export function RotateSecret({ subscription, onDone, onClose }: RotateSecretProps) {
  const [grace, setGrace] = useState<string>(defaultGracePeriod);
  // Nothing of the answer stays behind in the cache.
  const rotate = useMutation({ ...mutation("subscriptions.rotateSecret"), gcTime: 0, onSuccess: onDone });
  return (
    <Modal opened onClose={onClose} title="Rotate secret">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate({ id: subscription.id, gracePeriodSeconds: Number(grace) });
        }}
      >
        <Stack gap="md">
          <div>
            <b>{subscription.name}</b> gets another secret, which its receiver has to know.
          </div>
          <Radio.Group label="The secret of now signs beside it for" value={grace} onChange={setGrace}>
            <Stack gap="xs" mt={4}>
              {gracePeriods.map((period) => (
                <Radio key={period.value} {...period} />
              ))}
            </Stack>
          </Radio.Group>
          {rotate.error !== null && <ErrorBox error={rotate.error} what="The secret was not rotated." />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <Button type="submit" color="red.8" loading={rotate.isPending}>
              Rotate secret
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
