import { Radio, Stack } from "@mantine/core";
import type { Senders } from "../../wire";
import type { ChannelFormOf } from "./ChannelForm";

export const sendersLooks: Record<Senders, { label: string; description: string }> = {
  owner: {
    label: "My own systems",
    description: "What they post counts as the channel owner's word: it may see and change every task.",
  },
  contacts: {
    label: "Other people, such as who fills in a form",
    description: "They see and change their own tasks only. What strangers ask for waits for your approval, unless the channel's assistant is told otherwise.",
  },
};

/** Only the owner knows whether a system passes on what strangers write. */
export function SendersField({ form }: { form: ChannelFormOf }) {
  return (
    <Radio.Group label="Whose words come by it" {...form.getInputProps("senders")}>
      <Stack gap="xs" mt={4}>
        {(Object.keys(sendersLooks) as Senders[]).map((senders) => (
          <Radio key={senders} value={senders} {...sendersLooks[senders]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
