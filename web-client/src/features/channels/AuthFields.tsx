import { Button, Select, Stack, TextInput } from "@mantine/core";
import { SecretInput } from "../../components/SecretInput";
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
        <div>
          <SecretInput label={authType === "bearer" ? "Token" : "Key"} required {...form.getInputProps("authToken")} />
          <RandomButton onMade={(secret) => form.setFieldValue("authToken", secret)} />
        </div>
      )}
      {authType === "hmac" && (
        <div>
          <SecretInput label="Secret" description="Leave it empty to use the channel's own secret key." {...form.getInputProps("hmacSecret")} />
          <RandomButton onMade={(secret) => form.setFieldValue("hmacSecret", secret)} />
        </div>
      )}
    </Stack>
  );
}

function RandomButton({ onMade }: { onMade: (secret: string) => void }) {
  return (
    <Button variant="subtle" size="compact-sm" mt={4} ml={-8} onClick={() => onMade(randomSecret())}>
      Make a random one
    </Button>
  );
}
