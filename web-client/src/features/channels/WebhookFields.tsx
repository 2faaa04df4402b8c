import { Group, Select, Stack, TextInput } from "@mantine/core";
import { Section } from "../../components/Section";
import { AuthFields } from "./AuthFields";
import type { ChannelFormOf } from "./ChannelForm";
import { HeaderRows } from "./HeaderRows";
import { SendersField } from "./SendersField";

export function WebhookFields({ form }: { form: ChannelFormOf }) {
  return (
    <>
      <Section title="What comes in" purpose="How a sender proves that a message may come in, and Patchbay that an answer is its own. The URL itself is secret too.">
        <Stack gap="md">
          <AuthFields form={form} />
          <SendersField form={form} />
        </Stack>
      </Section>
      <Section title="What goes out" purpose="Where answers are sent. Without a URL they stay in the conversation.">
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
      </Section>
    </>
  );
}
