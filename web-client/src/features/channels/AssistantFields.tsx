import { Checkbox, Group, NumberInput, Radio, Select, Stack } from "@mantine/core";
import { Section } from "../../components/Section";
import type { AnswerLanguage, Approval } from "../../wire";
import { AssistantPreview } from "./AssistantPreview";
import type { ChannelFormOf } from "./ChannelForm";
import { assistantOf } from "./channel-values";

const languages: { value: AnswerLanguage; label: string }[] = [
  { value: "message", label: "That of the message" },
  { value: "en", label: "English" },
  { value: "de", label: "German" },
  { value: "es", label: "Spanish" },
  { value: "fr", label: "French" },
];

const approvals: { value: Approval; label: string }[] = [
  { value: "never", label: "Nobody's" },
  { value: "unknown_senders", label: "Those of unknown senders" },
  { value: "all_contacts", label: "Those of all contacts" },
];

/** How the assistant behaves on a channel, and what that comes to on its latest messages. */
export function AssistantFields({ form, channelId }: { form: ChannelFormOf; channelId: string | undefined }) {
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
        <Select
          label="Language of answers"
          description="Messages are read in their own language, whatever is chosen here."
          data={languages}
          allowDeselect={false}
          maw={420}
          {...form.getInputProps("language")}
        />
        <Checkbox
          label="Make tasks from messages"
          description="Off: messages are answered and kept, and nothing is added to the tasks."
          {...form.getInputProps("autoCreateTasks", { type: "checkbox" })}
        />
        <Checkbox
          label="Ask a member before anything is done"
          description="On: what a message asks for waits until a member says yes. Only questions are answered at once."
          {...form.getInputProps("requireConfirmation", { type: "checkbox" })}
        />
        <Select
          label="Whose tasks wait for a member's approval"
          description="A member's own tasks never wait. An unknown sender is one whom no member has entered as a contact."
          data={approvals}
          allowDeselect={false}
          maw={420}
          {...form.getInputProps("approval")}
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
        {channelId !== undefined && <AssistantPreview channelId={channelId} settings={assistantOf(form.values)} />}
      </Stack>
    </Section>
  );
}
