import { Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChecklist, IconPencil, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Message, MessageIntent } from "../../wire";
import { CorrectDialog } from "./CorrectDialog";
import { isOpenTask } from "./correct-values";
import classes from "./Thread.module.css";

/** Says what a message should have been understood as: the usual mistakes with one click, the others in a dialog. */
export function CorrectMessage({ message }: { message: Message }) {
  const [asking, dialog] = useDisclosure(false);
  const correct = useMutation({
    ...mutation("messages.correct"),
    onError: (error) => notifyFailed("The message was not corrected.", error),
  });
  const open = message.tasks.filter(isOpenTask);
  const say = (intent: MessageIntent, done: string) => {
    const before = message.intent;
    correct.mutate(
      { messageId: message.id, intent },
      { onSuccess: () => notifyDone(done, before === null ? undefined : () => correct.mutate({ messageId: message.id, intent: before })) },
    );
  };
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <button type="button" className={classes.verb} disabled={correct.isPending}>
            Correct
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {open.length > 0 && (
            <Menu.Item
              leftSection={<IconX size={16} aria-hidden />}
              onClick={() => say("other", open.length === 1 ? `Task ${open[0]?.number ?? ""} cancelled: it was no task.` : `${open.length} tasks cancelled: they were none.`)}
            >
              Not a task
            </Menu.Item>
          )}
          {message.tasks.every((task) => task.status === "cancelled") && (
            <Menu.Item leftSection={<IconChecklist size={16} aria-hidden />} onClick={() => say("task", "A task it is.")}>
              This is a task
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={dialog.open}>
            Something else…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking && <CorrectDialog message={message} onClose={dialog.close} />}
    </>
  );
}
