import { Stack } from "@mantine/core";
import { Section } from "../../../components/Section";
import { Appearance } from "./Appearance";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import { SignOut } from "./SignOut";

export function AccountPage() {
  return (
    <Stack gap="xl">
      <ProfileForm />
      <PasswordForm />
      <Section title="Appearance">
        <Appearance />
      </Section>
      <SignOut />
    </Stack>
  );
}
