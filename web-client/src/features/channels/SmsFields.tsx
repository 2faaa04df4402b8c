import { Stack, TextInput } from "@mantine/core";
import { Section } from "../../components/Section";
import { SecretInput } from "../../components/SecretInput";
import type { ChannelFormOf } from "./ChannelForm";

export function SmsFields({ form }: { form: ChannelFormOf }) {
  return (
    <>
      <Section title="Twilio account" purpose="The first page of the Twilio Console shows both under Account Info.">
        <Stack gap="sm">
          <TextInput
            label="Account SID"
            description="AC and 32 characters."
            placeholder="AC…"
            required
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps("twilioAccountSid")}
          />
          <SecretInput
            label="Auth token"
            description="The account's primary one. Twilio signs each message with it; an API key does not do."
            required
            {...form.getInputProps("twilioAuthToken")}
          />
        </Stack>
      </Section>
      <Section title="Number" purpose="What people text, and what answers come from. One of the two is enough.">
        <Stack gap="sm">
          <TextInput
            label="Phone number"
            description="With its country code, from Phone Numbers → Manage → Active numbers."
            placeholder="+1 500 555 0006"
            type="tel"
            autoComplete="off"
            {...form.getInputProps("twilioPhoneNumber")}
          />
          <TextInput
            label="Messaging Service SID"
            description="If your numbers are in a Messaging Service: from Messaging → Services. Answers leave by it then."
            placeholder="MG…"
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps("twilioMessagingServiceSid")}
          />
        </Stack>
      </Section>
    </>
  );
}
