import { Button, Group, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useZone } from "../../components/time/clock";
import { fromLocalField, toLocalField } from "../../components/time/format";
import { ErrorBox } from "../../components/Feedback";
import { applyServerErrors, focusFirstError } from "../../components/form-errors";
import type { Task } from "../../wire";
import { priorityOptions } from "./task-filters";

export interface TaskValues {
  title: string;
  description: string | null;
  priority: Task["priority"];
  deadline: string | null;
  assignee: string | null;
}

interface TaskFormProps {
  initial?: TaskValues;
  verb: string;
  onSave: (values: TaskValues) => Promise<unknown>;
  onCancel: () => void;
}

export function TaskForm({ initial, verb, onSave, onCancel }: TaskFormProps) {
  const zone = useZone();
  const form = useForm({
    initialValues: {
      title: initial?.title ?? "",
      description: initial?.description ?? "",
      priority: initial?.priority ?? ("medium" as const),
      deadline: toLocalField(initial?.deadline ?? null, zone),
      assignee: initial?.assignee ?? "",
      form: null as unknown,
    },
    validate: {
      title: (title) =>
        title.trim() === "" ? "Give the task a title." : title.length > 200 ? "A title has at most 200 characters." : null,
      description: (text) => (text.length > 10_000 ? "A description has at most 10 000 characters." : null),
    },
  });

  const save = form.onSubmit(async (values) => {
    form.setFieldValue("form", null);
    try {
      await onSave({
        title: values.title.trim(),
        description: values.description.trim() === "" ? null : values.description,
        priority: values.priority,
        deadline: fromLocalField(values.deadline, zone),
        assignee: values.assignee.trim() === "" ? null : values.assignee.trim(),
      });
    } catch (error) {
      if (!applyServerErrors(form, error)) form.setFieldValue("form", error);
    }
  }, (errors) => focusFirstError(form, errors));

  return (
    <form onSubmit={save} noValidate>
      <Stack gap="sm">
        <TextInput label="Title" required data-autofocus maxLength={200} {...form.getInputProps("title")} />
        <Textarea label="Description" autosize minRows={3} maxRows={12} {...form.getInputProps("description")} />
        <Group grow align="flex-start">
          <Select label="Priority" data={priorityOptions} allowDeselect={false} {...form.getInputProps("priority")} />
          <TextInput label="Due" type="datetime-local" description={zone} inputWrapperOrder={["label", "input", "description", "error"]} {...form.getInputProps("deadline")} />
        </Group>
        <TextInput label="Assignee" description="Who is to do it" maxLength={100} inputWrapperOrder={["label", "input", "description", "error"]} {...form.getInputProps("assignee")} />
        {form.values.form !== null && <ErrorBox error={form.values.form} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
