import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import type { SecretKey, Webhook } from "../../wire";
import { defaultGracePeriod, gracePeriods } from "./grace-periods";

interface RegenerateSecretKeyProps {
  channel: Webhook;
  onDone: (key: SecretKey) => void;
  onClose: () => void;
}

/** Another key, and for how long the one of now goes on counting: systems cannot all be changed in one moment. */
export function RegenerateSecretKey({ channel, onDone, onClose }: RegenerateSecretKeyProps) {
  const [grace, setGrace] = useState<string>(defaultGracePeriod);
  // Nothing of the answer stays behind in the cache.
  const regenerate = useMutation({ ...mutation("webhooks.regenerateSecretKey"), gcTime: 0, onSuccess: onDone });
  return (
    <Modal opened onClose={onClose} title="Regenerate secret key">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          regenerate.mutate({ id: channel.id, gracePeriodSeconds: Number(grace) });
        }}
      >
        <Stack gap="md">
          <div>
            <b>{channel.channelName}</b> gets another key, which every system that checks or makes signatures with this one has to know.
          </div>
          <Radio.Group label="The key of now stays valid beside it for" value={grace} onChange={setGrace}>
            <Stack gap="xs" mt={4}>
              {gracePeriods.map((period) => (
                <Radio key={period.value} {...period} />
              ))}
            </Stack>
          </Radio.Group>
          {regenerate.error !== null && <ErrorBox error={regenerate.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <Button type="submit" color="red.8" loading={regenerate.isPending}>
              Regenerate secret key
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
