import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { isMasked } from "./masked";

/** A secret to type. One that is stored stands there masked: left alone it stays, a new one replaces it. */
export function SecretInput({ label, description, ...input }: PasswordInputProps & { label: string; value?: string }) {
  return (
    <PasswordInput
      label={label}
      autoComplete="off"
      description={isMasked(input.value ?? "") ? `Stored: ${input.value}. Type a new one to replace it.` : description}
      visibilityToggleButtonProps={{ "aria-label": `Show or hide the ${label.toLowerCase()}` }}
      onFocus={(event) => event.currentTarget.select()}
      {...input}
    />
  );
}
