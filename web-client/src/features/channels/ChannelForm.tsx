import { Button, Checkbox, Group, NumberInput, Radio, Stack, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useState, type ComponentType } from "react";
import { ErrorBox } from "../../components/Feedback";
import { applyServerErrors, focusFirstError } from "../../components/form-errors";
import { Section } from "../../components/Section";
import type { ChannelType } from "../../wire";
import type { ChannelValues } from "./channel-values";
import { EmailFields } from "./EmailFields";
import { LimitFields } from "./LimitFields";
import { fieldNamesOf } from "./provider-config";
import { SmsFields } from "./SmsFields";
import { validateChannel } from "./validate-channel";
import { WebhookFields } from "./WebhookFields";

export type ChannelFormOf = UseFormReturnType<ChannelValues>;

const typeFields: Record<ChannelType, ComponentType<{ form: ChannelFormOf }>> = {
  sms: SmsFields,
  email: EmailFields,
  custom_webhook: WebhookFields,
};

const nameHints: Record<ChannelType, string> = {
  sms: "What your team calls it, such as the number's purpose.",
  email: "What your team calls it. Answers by mail carry it as the sender's name.",
  custom_webhook: "What people call it: the form, the shop, the system that writes through it.",
};

interface ChannelFormProps {
  initial: ChannelValues;
  verb: string;
  onSave: (values: ChannelValues) => Promise<unknown>;
  onCancel?: () => void;
}

export function ChannelForm({ initial, verb, onSave, onCancel }: ChannelFormProps) {
  const form: ChannelFormOf = useForm<ChannelValues>({ initialValues: initial, validate: (values) => validateChannel(values, initial) });
  const [unplaced, setUnplaced] = useState<unknown>(null);
  const invalid = (errors: object) => focusFirstError(form, errors);
  const save = form.onSubmit(async (values) => {
    setUnplaced(null);
    try {
      await onSave(values);
      form.resetDirty();
    } catch (error) {
      if (!applyServerErrors(form, error, fieldNamesOf(values))) setUnplaced(error);
    }
  }, invalid);
  const TypeFields = typeFields[initial.channelType];
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="xl" maw={720}>
        <TextInput label="Name" description={nameHints[initial.channelType]} required maxLength={100} {...form.getInputProps("channelName")} />
        <TypeFields form={form} />
        <AssistantFields form={form} />
        <LimitFields form={form} />
        {unplaced !== null && <ErrorBox error={unplaced} what="The channel was not saved." />}
        <Group gap="xs">
          <Button type="submit" loading={form.submitting}>
            {verb}
          </Button>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function AssistantFields({ form }: { form: ChannelFormOf }) {
  return (
    <Section title="Assistant">
      <Stack gap="sm">
        <Radio.Group label="Personality" {...form.getInputProps("personality")}>
          <Group gap="md" mt={4}>
            <Radio value="professional" label="Professional" />
            <Radio value="friendly" label="Friendly" />
            <Radio value="concise" label="Concise" />
          </Group>
        </Radio.Group>
        <Checkbox
          label="Make tasks from messages"
          description="Off: messages are answered and kept, and nothing is added to the tasks."
          {...form.getInputProps("autoCreateTasks", { type: "checkbox" })}
        />
        <NumberInput
          label="Hours in which a new message reopens a resolved conversation"
          description="Later, or with 0, the next message begins another conversation. An archived one is never reopened."
          min={0}
          max={720}
          allowDecimal={false}
          maw={420}
          {...form.getInputProps("reopenWithinHours")}
        />
      </Stack>
    </Section>
  );
}
