import { Button, Group, Select, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ErrorBox } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { useAttempt } from "../../components/use-attempt";
import type { Fact, FactKind } from "../../wire";
import classes from "./Contacts.module.css";
import { factKindOptions, longestFact } from "./fact-kinds";

export interface FactValues {
  kind: FactKind;
  text: string;
}

interface FactFormProps {
  /** The one that is edited; a new one where there is none. */
  stored?: Fact;
  verb: string;
  onSave: (values: FactValues) => Promise<unknown>;
  onCancel: () => void;
}

/** One thing to remember, in the place where it will stand. */
export function FactForm({ stored, verb, onSave, onCancel }: FactFormProps) {
  const form = useForm<FactValues>({
    initialValues: { kind: stored?.kind ?? "note", text: stored?.text ?? "" },
    validate: { text: problemOf },
  });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    (values) => attempt(() => onSave({ ...values, text: values.text.trim() })),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate className={classes.factForm}>
      <Stack gap="xs">
        <Textarea label="What to remember" autosize minRows={1} maxRows={4} data-autofocus autoFocus {...form.getInputProps("text")} />
        <Select label="Kind" data={factKindOptions} allowDeselect={false} {...form.getInputProps("kind")} />
        {refusal !== null && <ErrorBox error={refusal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="xs" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" size="xs" loading={form.submitting}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function problemOf(text: string): string | null {
  if (text.trim() === "") return "Enter what to remember.";
  return [...text.trim()].length > longestFact ? `At most ${longestFact} characters are remembered.` : null;
}
