import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { ErrorBox } from "./Feedback";

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  /** Names the object and says what stays. */
  children: ReactNode;
  verb: string;
  /** What not doing it is called; "Keep it" where the object is a thing. */
  keep?: string;
  /** Red where something is lost by it. */
  color?: string;
  busy: boolean;
  /** While something is still to be chosen. */
  disabled?: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

export function ConfirmDialog({ opened, title, children, verb, keep = "Keep it", color = "red.8", busy, disabled = false, error, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Stack gap="md">
        <div>{children}</div>
        {error !== null && <ErrorBox error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {keep}
          </Button>
          <Button color={color} loading={busy} disabled={disabled} onClick={onConfirm}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
