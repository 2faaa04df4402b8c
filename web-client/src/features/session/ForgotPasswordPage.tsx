import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutationOf } from "../../api/queries";
import { CodeBlock } from "../../components/Copy";
import { ErrorBox } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { useAttempt } from "../../components/use-attempt";
import { PublicPage } from "./PublicPage";
import classes from "./SignIn.module.css";

/** Asks for a link that sets a new password. The answer tells nobody who is a member. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <PublicPage title={sentTo === null ? "Forgot your password?" : "Look into your mail"} name="Forgot your password?">
      {sentTo === null ? <ForgotForm onSent={setSentTo} /> : <Sent email={sentTo} />}
    </PublicPage>
  );
}

function ForgotForm({ onSent }: { onSent: (email: string) => void }) {
  const request = useMutationOf("auth.requestPasswordReset");
  const form = useForm({
    initialValues: { email: "" },
    validate: { email: (email) => (email.trim() === "" ? "Enter your e-mail address." : null) },
  });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    ({ email }) =>
      attempt(async () => {
        await request.mutateAsync({ email: email.trim() });
        onSent(email.trim());
      }),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="sm">
        <TextInput label="E-mail" type="email" autoComplete="username" description="The one you sign in with." autoFocus {...form.getInputProps("email")} />
        {refusal !== null && <ErrorBox error={refusal} />}
        <Button type="submit" loading={form.submitting}>
          Send link
        </Button>
        <Link to="/sign-in" search={{}}>
          Back to signing in
        </Link>
      </Stack>
    </form>
  );
}

function Sent({ email }: { email: string }) {
  return (
    <>
      <p role="status" style={{ margin: 0 }}>
        A link is on its way to <b>{email}</b>, if that is the address of a member whose organization can send mail.
      </p>
      <div className={classes.hint}>
        <p>Nothing came? An owner or admin can make a link under Settings, Members. So can whoever runs the server:</p>
        <CodeBlock code={`patchbay sign-in-link --email ${email}`} what="command" />
        <p className={classes.after}>
          <Link to="/sign-in" search={{}}>
            Back to signing in
          </Link>
        </p>
      </div>
    </>
  );
}
