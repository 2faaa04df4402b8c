import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { applyServerErrors } from "../../components/form-errors";
import type { Task } from "../../wire";

/** A failed task says why: whoever asked for it will read it. */
export function FailTask({ task, onClose }: { task: Task; onClose: () => void }) {
  const fail = useMutation(mutation("tasks.fail"));
  const form = useForm({
    initialValues: { error: "" },
    validate: { error: (reason) => (reason.trim() === "" ? "Say why the task failed." : null) },
  });
  const save = form.onSubmit(async ({ error: reason }) => {
    try {
      await fail.mutateAsync({ id: task.id, error: reason.trim() });
      onClose();
    } catch (error) {
      applyServerErrors(form, error);
    }
  });
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="xs">
        <Textarea label={`Why did task ${task.number} fail?`} required autosize minRows={2} maxRows={8} autoFocus {...form.getInputProps("error")} />
        {fail.error !== null && form.errors.error === undefined && <ErrorBox error={fail.error} />}
        <Group gap="xs">
          <Button type="submit" color="red.8" loading={fail.isPending}>
            Fail task
          </Button>
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
