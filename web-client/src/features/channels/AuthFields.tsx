import { Button, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import type { AuthType } from "../../wire";
import type { ChannelFormOf } from "./ChannelForm";
import { randomSecret } from "./random-secret";

const authTypes: { value: AuthType; label: string; description: string }[] = [
  { value: "none", label: "Nothing more than the URL", description: "Whoever knows the URL can send." },
  { value: "bearer", label: "Bearer token", description: "Senders send Authorization: Bearer and the token." },
  { value: "api_key", label: "API key", description: "Senders send the key in a header of your choice." },
  { value: "hmac", label: "HMAC signature", description: "Senders sign the body with SHA-256 and send X-Webhook-Signature: sha256=…" },
];

export function AuthFields({ form }: { form: ChannelFormOf }) {
  const { authType } = form.values;
  return (
    <Stack gap="sm">
      <Select
        label="Authentication"
        description={authTypes.find((type) => type.value === authType)?.description}
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={authTypes.map(({ value, label }) => ({ value, label }))}
        allowDeselect={false}
        {...form.getInputProps("authType")}
      />
      {authType === "api_key" && <TextInput label="Header" {...form.getInputProps("authHeader")} />}
      {(authType === "bearer" || authType === "api_key") && (
        <SecretInput form={form} field="authToken" label={authType === "bearer" ? "Token" : "Key"} />
      )}
      {authType === "hmac" && (
        <SecretInput form={form} field="hmacSecret" label="Secret" hint="Leave it empty to use the channel's own signing secret." optional />
      )}
    </Stack>
  );
}

interface SecretInputProps {
  form: ChannelFormOf;
  field: "authToken" | "hmacSecret";
  label: string;
  hint?: string;
  optional?: boolean;
}

function SecretInput({ form, field, label, hint, optional = false }: SecretInputProps) {
  const stored = form.values[field].startsWith("••••");
  return (
    <div>
      <PasswordInput
        label={label}
        required={!optional}
        autoComplete="off"
        description={stored ? "Stored. Type a new one to replace it." : hint}
        visibilityToggleButtonProps={{ "aria-label": `Show or hide the ${label.toLowerCase()}` }}
        onFocus={(event) => event.currentTarget.select()}
        {...form.getInputProps(field)}
      />
      <Button variant="subtle" size="compact-sm" mt={4} ml={-8} onClick={() => form.setFieldValue(field, randomSecret())}>
        Make a random one
      </Button>
    </div>
  );
}
