import { Button, Checkbox, Fieldset, Group, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { intentLabels } from "../../components/looks";
import { notifyDone } from "../../components/notify";
import { useZone } from "../../components/time/clock";
import { useAttempt } from "../../components/use-attempt";
import type { Message, MessageIntent } from "../../wire";
import { priorityOptions } from "../tasks/task-filters";
import { correctionOf, newRow, validateCorrection, valuesOf, type CorrectValues } from "./correct-values";

const intentOptions = (Object.keys(intentLabels) as MessageIntent[]).map((value) => ({ value, label: intentLabels[value] }));

/** What a message should have been understood as. */
export function CorrectDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const zone = useZone();
  const correct = useMutation(mutation("messages.correct"));
  const form = useForm<CorrectValues>({ initialValues: valuesOf(message, zone), validate: validateCorrection });
  const { refusal, attempt } = useAttempt(form);
  const isTask = form.values.intent === "task";
  const save = form.onSubmit(
    (values) =>
      attempt(async () => {
        await correct.mutateAsync(correctionOf(values, message, zone));
        notifyDone("Message corrected.");
        onClose();
      }),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <Modal opened onClose={onClose} title="What should it have been?" size="lg">
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          <Group grow align="flex-start">
            <Select label="The message is" data={intentOptions} allowDeselect={false} data-autofocus {...form.getInputProps("intent")} />
            <Select label="Urgency" data={priorityOptions} allowDeselect={false} {...form.getInputProps("urgency")} />
          </Group>
          {isTask ? <TaskRows form={form} zone={zone} /> : <Consequence many={form.values.tasks.filter((row) => row.taskId !== null).length} />}
          {refusal !== null && <ErrorBox error={refusal} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={form.submitting} disabled={!form.isDirty() && !form.submitting}>
              Correct message
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Consequence({ many }: { many: number }) {
  if (many === 0) return null;
  return <div>{many === 1 ? "The open task that was made of it is cancelled." : `The ${many} open tasks that were made of it are cancelled.`} The answer that was sent stays as it is.</div>;
}

function TaskRows({ form, zone }: { form: UseFormReturnType<CorrectValues>; zone: string }) {
  const added = useRef(0);
  const add = () => {
    added.current += 1;
    form.insertListItem("tasks", newRow(`new-${added.current}`));
  };
  return (
    <Stack gap="md">
      {form.values.tasks.map((row, index) => (
        <Fieldset key={row.key} legend={row.number === null ? "Missing task" : `Task ${row.number}`}>
          <Stack gap="xs">
            <TextInput label="Title" required maxLength={200} disabled={row.remove} {...form.getInputProps(`tasks.${index}.title`)} />
            <Group grow align="flex-start">
              <Select label="Priority" data={priorityOptions} allowDeselect={false} disabled={row.remove} {...form.getInputProps(`tasks.${index}.priority`)} />
              <TextInput
                label="Due"
                type="datetime-local"
                description={zone}
                inputWrapperOrder={["label", "input", "description", "error"]}
                disabled={row.remove}
                {...form.getInputProps(`tasks.${index}.dueAt`)}
              />
            </Group>
            {row.taskId === null ? (
              <div>
                <Button variant="default" size="compact-sm" onClick={() => form.removeListItem("tasks", index)}>
                  Leave it out
                </Button>
              </div>
            ) : (
              <Checkbox label="Not a task: cancel it" {...form.getInputProps(`tasks.${index}.remove`, { type: "checkbox" })} />
            )}
          </Stack>
        </Fieldset>
      ))}
      <div>
        <Button variant="default" onClick={add}>
          Add a missing task
        </Button>
        {form.values.tasks.length === 0 && <p className="quiet">Without one, a task is made of the message's own words.</p>}
      </div>
    </Stack>
  );
}
