import { Button, Checkbox, Group, NumberInput, Radio, Select, Stack, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { ErrorBox } from "../../components/Feedback";
import { applyServerErrors, focusFirstError } from "../../components/form-errors";
import { Section } from "../../components/Section";
import { AuthFields } from "./AuthFields";
import { fieldNames, validateChannel, type ChannelValues } from "./channel-values";
import { HeaderRows } from "./HeaderRows";

export type ChannelFormOf = UseFormReturnType<ChannelValues>;

interface ChannelFormProps {
  initial: ChannelValues;
  verb: string;
  onSave: (values: ChannelValues) => Promise<unknown>;
  onCancel?: () => void;
}

export function ChannelForm({ initial, verb, onSave, onCancel }: ChannelFormProps) {
  const form: ChannelFormOf = useForm<ChannelValues>({ initialValues: initial, validate: validateChannel });
  const [unplaced, setUnplaced] = useState<unknown>(null);
  const invalid = (errors: object) => focusFirstError(form, errors);
  const save = form.onSubmit(async (values) => {
    setUnplaced(null);
    try {
      await onSave(values);
      form.resetDirty();
    } catch (error) {
      if (!applyServerErrors(form, error, fieldNames)) setUnplaced(error);
    }
  }, invalid);
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="xl" maw={720}>
        <TextInput
          label="Name"
          description="What people call it: the form, the shop, the system that writes through it."
          required
          maxLength={100}
          {...form.getInputProps("channelName")}
        />
        <Section title="What comes in" purpose="How a sender proves that a message may come in, and Patchbay that an answer is its own. The URL itself is secret too.">
          <AuthFields form={form} />
        </Section>
        <Section title="What goes out" purpose="Where answers are sent. Without a URL they stay in the conversation.">
          <OutboundFields form={form} />
        </Section>
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
          </Stack>
        </Section>
        <Section title="Limits" purpose="More messages than this are refused and the sender is told when to try again.">
          <Group grow align="flex-start" maw={420}>
            <NumberInput label="Messages a minute" min={1} max={100} allowDecimal={false} {...form.getInputProps("rateLimitPerMinute")} />
            <NumberInput label="Messages an hour" min={1} max={1000} allowDecimal={false} {...form.getInputProps("rateLimitPerHour")} />
          </Group>
        </Section>
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

function OutboundFields({ form }: { form: ChannelFormOf }) {
  return (
    <Stack gap="sm">
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <Select label="Method" w={96} data={["POST", "PUT"]} allowDeselect={false} {...form.getInputProps("outboundMethod")} />
        <TextInput
          label="Outbound URL"
          placeholder="https://example.com/patchbay"
          inputMode="url"
          flex={1}
          {...form.getInputProps("outboundWebhookUrl")}
        />
      </Group>
      <HeaderRows form={form} />
    </Stack>
  );
}
