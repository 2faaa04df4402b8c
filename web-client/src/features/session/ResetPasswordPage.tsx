import { Button, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useMutationOf } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { NewPasswordInput } from "../../components/NewPasswordInput";
import { checkNewPassword } from "../../components/passwords";
import { useAttempt } from "../../components/use-attempt";
import { isOver, LinkOver } from "./LinkOver";
import { PublicPage } from "./PublicPage";
import { useEnter } from "./use-enter";
import { useTakenToken } from "./use-taken-token";

/** Where the link of a forgotten password leads. */
export function ResetPasswordPage({ token }: { token: string | undefined }) {
  const taken = useTakenToken(token);
  return (
    <PublicPage title="Set a new password">
      {taken === undefined ? (
        <Stack gap="sm">
          <p style={{ margin: 0 }}>Open the link that you got again: this page needs the whole of it.</p>
          <Link to="/forgot-password">Ask for another link</Link>
        </Stack>
      ) : (
        <ResetForm token={taken} />
      )}
    </PublicPage>
  );
}

function ResetForm({ token }: { token: string }) {
  const enter = useEnter(undefined);
  const reset = useMutationOf("auth.resetPassword");
  const form = useForm({ initialValues: { newPassword: "" }, validate: { newPassword: checkNewPassword } });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    ({ newPassword }) => attempt(async () => enter(await reset.mutateAsync({ token, newPassword }))),
    (errors) => focusFirstError(form, errors),
  );
  if (isOver(refusal)) {
    return (
      <LinkOver error={refusal}>
        A link works once and for a limited time. <Link to="/forgot-password">Ask for another one</Link>.
      </LinkOver>
    );
  }
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="sm">
        <p className="quiet" style={{ margin: 0 }}>
          It signs you in here, and ends your sessions in other browsers.
        </p>
        <NewPasswordInput autoFocus {...form.getInputProps("newPassword")} />
        {refusal !== null && <ErrorBox error={refusal} />}
        <Button type="submit" loading={form.submitting}>
          Set password
        </Button>
      </Stack>
    </form>
  );
}
