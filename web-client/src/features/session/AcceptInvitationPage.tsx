import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMutationOf } from "../../api/queries";
import { Facts } from "../../components/Facts";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { NewPasswordInput } from "../../components/NewPasswordInput";
import { checkNewPassword } from "../../components/passwords";
import { Time } from "../../components/time/Time";
import { useAttempt } from "../../components/use-attempt";
import type { InvitationPreview } from "../../wire";
import { roleNames } from "../settings/roles";
import { isOver, LinkOver } from "./LinkOver";
import { PublicPage } from "./PublicPage";
import { useEnter } from "./use-enter";
import { useTakenToken } from "./use-taken-token";

/** Where the link of an invitation leads: says to what, and makes a member of whoever accepts. */
export function AcceptInvitationPage({ token }: { token: string | undefined }) {
  const taken = useTakenToken(token);
  return <>{taken === undefined ? <NoToken /> : <Invited key={taken} token={taken} />}</>;
}

function NoToken() {
  return (
    <PublicPage title="Join an organization">
      <p>Open the link of your invitation again: this page needs the whole of it.</p>
      <Link to="/sign-in" search={{}}>
        Sign in
      </Link>
    </PublicPage>
  );
}

function Invited({ token }: { token: string }) {
  const { mutate, data, error } = useMutationOf("auth.readInvitation");
  // Reading uses nothing up, so that it may happen twice.
  useEffect(() => mutate({ token }), [mutate, token]);
  if (data !== undefined) return <Join token={token} invitation={data} />;
  return (
    <PublicPage title="Join an organization">
      {error === null ? (
        <LoadingRows count={3} />
      ) : isOver(error) ? (
        <LinkOver error={error}>Ask whoever invited you for another one. If you have joined already, sign in.</LinkOver>
      ) : (
        <ErrorBox error={error} retry={() => mutate({ token })} />
      )}
    </PublicPage>
  );
}

function Join({ token, invitation }: { token: string; invitation: InvitationPreview }) {
  const enter = useEnter(undefined);
  const accept = useMutationOf("auth.acceptInvitation");
  const form = useForm({
    initialValues: { name: "", password: "" },
    validate: {
      name: (name) => (name.trim() === "" ? "Enter your name." : null),
      password: checkNewPassword,
    },
  });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    ({ name, password }) => attempt(async () => enter(await accept.mutateAsync({ token, name: name.trim(), password }))),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <PublicPage title={`Join ${invitation.organizationName}`}>
      <Stack gap="md">
        <Facts
          facts={[
            ["Invited by", invitation.invitedBy ?? "a former member"],
            ["Role", roleNames[invitation.role]],
            ["E-mail", invitation.email],
            ["Valid until", <Time value={invitation.expiresAt} absolute />],
          ]}
        />
        <form onSubmit={save} noValidate>
          <Stack gap="sm">
            {/* So that a password manager knows whose password this is. */}
            <input type="text" autoComplete="username" value={invitation.email} readOnly hidden />
            <TextInput label="Your name" autoComplete="name" maxLength={100} autoFocus {...form.getInputProps("name")} />
            <NewPasswordInput label="Password" {...form.getInputProps("password")} />
            {refusal !== null && (isOver(refusal) ? <LinkOver error={refusal}>Ask whoever invited you for another one.</LinkOver> : <ErrorBox error={refusal} />)}
            <Button type="submit" loading={form.submitting}>
              Join {invitation.organizationName.length > 40 ? "the organization" : invitation.organizationName}
            </Button>
          </Stack>
        </form>
      </Stack>
    </PublicPage>
  );
}
