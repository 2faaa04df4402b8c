import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { applyServerErrors } from "../../components/form-errors";
import { notifyDone } from "../../components/notify";
import type { Task } from "../../wire";

/** A task that nobody agrees to is cancelled; whoever asked for it may be told why. */
export function DeclineTask({ task, onClose }: { task: Task; onClose: () => void }) {
  const cancel = useMutation(mutation("tasks.cancel"));
  const form = useForm({ initialValues: { reason: "" } });
  const save = form.onSubmit(async ({ reason }) => {
    try {
      await cancel.mutateAsync({ id: task.id, reason: reason.trim() === "" ? undefined : reason.trim() });
      onClose();
      notifyDone(`Task ${task.number} declined.`);
    } catch (error) {
      applyServerErrors(form, error);
    }
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="xs">
        <Textarea
          label={`Why is task ${task.number} declined? (optional)`}
          description="It is kept as cancelled, with this reason."
          autosize
          minRows={2}
          maxRows={8}
          autoFocus
          {...form.getInputProps("reason")}
        />
        {cancel.error !== null && form.errors.reason === undefined && <ErrorBox error={cancel.error} />}
        <Group gap="xs">
          <Button type="submit" color="red.8" loading={cancel.isPending}>
            Decline task
          </Button>
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
