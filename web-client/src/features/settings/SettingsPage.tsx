import { Button, SegmentedControl, Stack, useMantineColorScheme } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { mutation } from "../../api/queries";
import { Facts } from "../../components/Facts";
import { ErrorBox } from "../../components/Feedback";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import { browserZone } from "../../components/time/clock";
import { useMe } from "../session/use-me";

const roles = { owner: "Owner", admin: "Administrator", member: "Member" };

export function SettingsPage() {
  const me = useMe();
  const zone = me.user.timeZone ?? `${browserZone()} (from this browser)`;
  return (
    <Page title="Settings">
      <Stack gap="xl">
        <Section title="Account">
          <Facts
            facts={[
              ["Name", me.user.name],
              ["E-mail", me.user.email],
              ["Role", roles[me.user.role]],
              ["Time zone", zone],
            ]}
          />
          <SignOut />
        </Section>
        <Section title="Organization">
          <Facts
            facts={[
              ["Name", me.organization.name],
              ["Time zone", me.organization.timeZone],
            ]}
          />
        </Section>
        <Section title="Appearance">
          <ColourScheme />
        </Section>
      </Stack>
    </Page>
  );
}

function ColourScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div>
      <SegmentedControl
        aria-label="Colours"
        value={colorScheme}
        data={[
          { value: "auto", label: "As the system" },
          { value: "light", label: "Light" },
          { value: "dark", label: "Dark" },
        ]}
        onChange={(value) => setColorScheme(value === "light" || value === "dark" ? value : "auto")}
      />
    </div>
  );
}

function SignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    ...mutation("auth.signOut"),
    onSuccess: async () => {
      await navigate({ to: "/sign-in", search: {} });
      queries.clear();
    },
  });
  return (
    <Stack gap="xs" mt="md" align="flex-start">
      <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} loading={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </Button>
      {signOut.error !== null && <ErrorBox error={signOut.error} />}
    </Stack>
  );
}
