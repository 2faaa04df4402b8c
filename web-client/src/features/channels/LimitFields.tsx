import { Group, NumberInput, Radio, Stack } from "@mantine/core";
import { Section } from "../../components/Section";
import type { ChannelFormOf } from "./ChannelForm";

/** How much may come in, and what becomes of more. A webhook's senders try again; Twilio and mail servers rarely do. */
export function LimitFields({ form }: { form: ChannelFormOf }) {
  const choosesOverflow = form.values.channelType !== "custom_webhook";
  return (
    <Section title="Limits" purpose={choosesOverflow ? undefined : "More messages than this are refused and the sender is told when to try again."}>
      <Stack gap="sm">
        <Group grow align="flex-start" maw={420}>
          <NumberInput label="Messages a minute" min={1} max={100} allowDecimal={false} {...form.getInputProps("rateLimitPerMinute")} />
          <NumberInput label="Messages an hour" min={1} max={1000} allowDecimal={false} {...form.getInputProps("rateLimitPerHour")} />
        </Group>
        {choosesOverflow && (
          <Radio.Group label="When more come in" {...form.getInputProps("overflow")}>
            <Stack gap="xs" mt={4}>
              <Radio value="defer" label="Keep them, and answer when the limits allow it" description="Nothing is lost." />
              <Radio value="reject" label="Refuse them" description="They may be lost: few senders try again." />
            </Stack>
          </Radio.Group>
        )}
      </Stack>
    </Section>
  );
}
