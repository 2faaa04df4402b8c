import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { minPasswordLength } from "./passwords";

/** A password to set; password managers offer one. */
export function NewPasswordInput({ label = "New password", ...input }: PasswordInputProps & { label?: string }) {
  return (
    <PasswordInput
      label={label}
      autoComplete="new-password"
      description={`At least ${minPasswordLength} characters.`}
      visibilityToggleButtonProps={{ "aria-label": `Show or hide the ${label.toLowerCase()}` }}
      {...input}
    />
  );
}
