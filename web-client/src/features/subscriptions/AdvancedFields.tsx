import { Checkbox, Input, Stack, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useState } from "react";
import { SecretInput } from "../../components/SecretInput";
import { MetadataRows } from "./MetadataRows";
import type { SubscriptionFormOf } from "./SubscriptionForm";
import classes from "./Subscriptions.module.css";

/** What most receivers never need. It opens by itself where something in it will not do. */
export function AdvancedFields({ form, isNew }: { form: SubscriptionFormOf; isNew: boolean }) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  const hasError = Object.keys(form.errors).some((path) => /^(secret$|ed25519|signatureHeaders|metadata)/.test(path));
  const isOpen = opened || hasError;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <button type="button" className={classes.groupHead} aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={() => setOpened(!opened)}>
        <Chevron size={16} aria-hidden />
        <b>Advanced</b>
        <span className="quiet">signature headers, ed25519, metadata{isNew && ", a secret of your own"}</span>
      </button>
      {isOpen && (
        <Stack gap="md" mt="sm" id={id}>
          {isNew && <SecretInput label="Secret" description="One of your own, which signs what is sent. Left empty, Patchbay makes one." {...form.getInputProps("secret")} />}
          <Checkbox
            label="Sign with ed25519 too"
            description="Adds a v1a signature to webhook-signature, which a receiver checks with a public key instead of the secret."
            {...form.getInputProps("ed25519", { type: "checkbox" })}
          />
          <Stack gap="xs" role="group" aria-label="Names of the signature headers">
            <div>
              <Input.Label component="div">Names of the signature headers</Input.Label>
              <Input.Description>For a receiver that expects other names. Left empty, the usual one is sent.</Input.Description>
            </div>
            {form.values.signatureHeaders.map(({ name }, index) => (
              <TextInput key={name} label={name} placeholder={name} classNames={{ input: "mono" }} {...form.getInputProps(`signatureHeaders.${index}.value`)} />
            ))}
            {form.errors.signatureHeaders !== undefined && <p role="alert" className={classes.error}>{form.errors.signatureHeaders}</p>}
          </Stack>
          <MetadataRows form={form} />
        </Stack>
      )}
    </div>
  );
}
