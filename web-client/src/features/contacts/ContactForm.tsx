import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ErrorBox } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { TimeZoneSelect } from "../../components/time/TimeZoneSelect";
import { useAttempt } from "../../components/use-attempt";
import type { Contact } from "../../wire";
import { newContactValues, validateContact, valuesOf, type ContactValues } from "./contact-values";
import { IdentifierRows } from "./IdentifierRows";

interface ContactFormProps {
  /** The one that is edited; a new one where there is none. */
  stored?: Contact;
  verb: string;
  onSave: (values: ContactValues) => Promise<unknown>;
  onCancel: () => void;
}

export function ContactForm({ stored, verb, onSave, onCancel }: ContactFormProps) {
  const form = useForm<ContactValues>({
    initialValues: stored === undefined ? newContactValues : valuesOf(stored),
    validate: (values) => validateContact(values, stored),
  });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    (values) => attempt(() => onSave(values)),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="md">
        <TextInput label="Name" required={stored?.name !== null} autoComplete="off" data-autofocus {...form.getInputProps("name")} />
        <TimeZoneSelect
          description="Dates in their messages are read on these clocks."
          placeholder="That of your organization"
          clearable
          {...form.getInputProps("timeZone")}
        />
        <IdentifierRows form={form} />
        {refusal !== null && <ErrorBox error={refusal} what="The contact was not saved." />}
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
