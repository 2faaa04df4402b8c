import { Button, Stack } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { mutation } from "../../../api/queries";
import { ErrorBox } from "../../../components/Feedback";
import { Section } from "../../../components/Section";

export function SignOut() {
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
    <Section title="Sign out" purpose="Ends the session of this browser; others stay signed in.">
      <Stack gap="xs" align="flex-start">
        <Button variant="default" leftSection={<IconLogout size={16} aria-hidden />} loading={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
        {signOut.error !== null && <ErrorBox error={signOut.error} />}
      </Stack>
    </Section>
  );
}
