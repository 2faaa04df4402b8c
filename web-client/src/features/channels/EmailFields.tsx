import { Checkbox, Group, NumberInput, Radio, Stack, TextInput } from "@mantine/core";
import { Section } from "../../components/Section";
import { SecretInput } from "../../components/SecretInput";
import { AuthenticationServerField } from "./AuthenticationServerField";
import type { ChannelFormOf } from "./ChannelForm";
import { emailProviderNames, emailProviders } from "./email-providers";

export function EmailFields({ form }: { form: ChannelFormOf }) {
  return (
    <>
      <Section title="What comes in">
        <Stack gap="sm">
          <TextInput
            label="Address people write to"
            placeholder="tasks@example.com"
            type="email"
            autoComplete="off"
            {...form.getInputProps("inboundEmailAddress")}
          />
          <Radio.Group
            label="Who hands mail over to Patchbay"
            description="Decides which steps are shown after this, nothing else."
            {...form.getInputProps("emailProvider")}
          >
            <Group gap="md" mt={8}>
              {emailProviders.map((provider) => (
                <Radio key={provider} value={provider} label={emailProviderNames[provider]} />
              ))}
            </Group>
          </Radio.Group>
          <Checkbox
            label="A forwarded mail counts with what was forwarded"
            description="Off: only what is written above it counts."
            {...form.getInputProps("forwardingEnabled", { type: "checkbox" })}
          />
          <AuthenticationServerField form={form} />
        </Stack>
      </Section>
      <Section title="What goes out" purpose="Without a mail server answers stay in the inbox.">
        <Stack gap="sm">
          <Checkbox label="Send answers by a mail server (SMTP)" {...form.getInputProps("sendsMail", { type: "checkbox" })} />
          {form.values.sendsMail && <SmtpFields form={form} />}
        </Stack>
      </Section>
    </>
  );
}

function SmtpFields({ form }: { form: ChannelFormOf }) {
  return (
    <>
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <TextInput label="Mail server" placeholder="smtp.example.com" required flex={1} miw={0} autoComplete="off" spellCheck={false} {...form.getInputProps("smtpHost")} />
        <NumberInput label="Port" w={96} min={1} max={65_535} allowDecimal={false} hideControls {...form.getInputProps("smtpPort")} />
      </Group>
      <p className="quiet" style={{ margin: 0, fontSize: 12 }}>
        Always encrypted: port 465 from the first byte, any other with STARTTLS.
      </p>
      <TextInput label="User" description="Leave user and password empty if the server asks for none." autoComplete="off" spellCheck={false} {...form.getInputProps("smtpUser")} />
      <SecretInput label="Password" {...form.getInputProps("smtpPassword")} />
      <TextInput label="From address" description="Who answers come from." placeholder="tasks@example.com" type="email" required autoComplete="off" {...form.getInputProps("fromAddress")} />
      <TextInput
        label="Reply-to address"
        description="Where people's answers go, if not to the from address. It should lead to the address people write to."
        type="email"
        autoComplete="off"
        {...form.getInputProps("replyToAddress")}
      />
    </>
  );
}
