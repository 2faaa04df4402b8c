import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { describeError } from "./describe-error";

let count = 0;

/** Something was done and can be taken back for as long as the message stands. */
export function notifyDone(message: string, undo?: () => void): void {
  count += 1;
  const id = `done-${count}`;
  const take = () => {
    notifications.hide(id);
    undo?.();
  };
  notifications.show({
    id,
    autoClose: undo === undefined ? 4000 : 10_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        {undo !== undefined && (
          <Button size="compact-sm" variant="light" onClick={take}>
            Undo
          </Button>
        )}
      </Group>
    ),
    closeButtonProps: { "aria-label": "Close this message" },
  });
}

/** For an action whose own place on the page may be gone; forms show their errors themselves. */
export function notifyFailed(what: string, error: unknown): void {
  notifications.show({
    color: "red",
    autoClose: 10_000,
    withBorder: true,
    role: "alert",
    title: what,
    message: describeError(error).sentence,
    closeButtonProps: { "aria-label": "Close this message" },
  });
}

export function notifyNotCopied(): void {
  notifyDone("The browser does not allow copying here. Select the text and copy it.");
}
