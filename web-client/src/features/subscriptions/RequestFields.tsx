import { Button, Select, Stack, TextInput } from "@mantine/core";
import { SecretInput } from "../../components/SecretInput";
import { Section } from "../../components/Section";
import type { DeliveryAuthType } from "../../wire";
import { randomSecret } from "../channels/random-secret";
import { HeaderRows } from "./HeaderRows";
import type { SubscriptionFormOf } from "./SubscriptionForm";

const authTypes: { value: DeliveryAuthType; label: string; description: string }[] = [
  { value: "none", label: "Only the signature", description: "Every request is signed; the receiver can check that." },
  { value: "bearer", label: "Bearer token", description: "Sends Authorization: Bearer and the token." },
  { value: "api_key", label: "API key", description: "Sends the key in a header of your choice." },
  { value: "basic", label: "User name and password", description: "Sends Authorization: Basic." },
  { value: "hmac", label: "Signature with a secret of its own", description: "Signs with this secret instead of the subscription's own." },
];

/** How a request is made: method, headers, and what proves to the receiver who sends. */
export function RequestFields({ form }: { form: SubscriptionFormOf }) {
  const { authType } = form.values;
  return (
    <Section title="Request">
      <Stack gap="md">
        <Select label="Method" data={["POST", "PUT"]} allowDeselect={false} maw={160} {...form.getInputProps("method")} />
        <HeaderRows form={form} />
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
          <SecretInput label={authType === "bearer" ? "Token" : "Key"} required {...form.getInputProps("authToken")} />
        )}
        {authType === "basic" && (
          <>
            <TextInput label="User name" required autoComplete="off" {...form.getInputProps("authUsername")} />
            <SecretInput label="Password" {...form.getInputProps("authPassword")} />
          </>
        )}
        {authType === "hmac" && (
          <div>
            <SecretInput label="HMAC secret" description="Leave it empty to sign with the subscription's own secret." {...form.getInputProps("hmacSecret")} />
            <Button variant="subtle" size="compact-sm" mt={4} ml={-8} onClick={() => form.setFieldValue("hmacSecret", randomSecret())}>
              Make a random one
            </Button>
          </div>
        )}
      </Stack>
    </Section>
  );
}
