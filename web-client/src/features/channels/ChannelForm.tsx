import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useState, type ComponentType } from "react";
import { ErrorBox } from "../../components/Feedback";
import { applyServerErrors, focusFirstError } from "../../components/form-errors";
import type { ChannelType } from "../../wire";
import { AssistantFields } from "./AssistantFields";
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
  /** The channel, once there is one: its latest messages show what the settings do. */
  channelId?: string;
  onSave: (values: ChannelValues) => Promise<unknown>;
  onCancel?: () => void;
}

export function ChannelForm({ initial, verb, channelId, onSave, onCancel }: ChannelFormProps) {
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
        <AssistantFields form={form} channelId={channelId} />
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
