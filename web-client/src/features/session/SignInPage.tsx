import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { client } from "../../api/client";
import { mutation } from "../../api/queries";
import { isSignedOut } from "../../components/describe-error";
import { CodeBlock } from "../../components/Copy";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { applyServerErrors, focusFirstError } from "../../components/form-errors";
import type { Me } from "../../wire";
import { PublicPage } from "./PublicPage";
import { forgetSignIn, signInOnce } from "./sign-in-once";
import classes from "./SignIn.module.css";
import { useEnter } from "./use-enter";

interface SignInPageProps {
  token: string | undefined;
  next: string | undefined;
}

export function SignInPage({ token, next }: SignInPageProps) {
  const enter = useEnter(next);
  return (
    <PublicPage title="Sign in to Patchbay" name="Sign in">
      {token === undefined ? <PasswordForm onSignedIn={enter} /> : <LinkSignIn token={token} onSignedIn={enter} />}
    </PublicPage>
  );
}

function LinkSignIn({ token, onSignedIn }: { token: string; onSignedIn: (me: Me) => void }) {
  const [error, setError] = useState<unknown>(null);
  const start = useCallback(() => {
    setError(null);
    signInOnce(token, (value) => client.mutate("auth.signIn", { token: value })).then(onSignedIn, setError);
  }, [token, onSignedIn]);
  useEffect(start, [start]);
  if (error === null) {
    return (
      <>
        <p className="quiet">Signing in with your link.</p>
        <LoadingRows count={1} />
      </>
    );
  }
  const again = () => {
    forgetSignIn(token);
    start();
  };
  return (
    <Stack gap="md">
      {/* A used link stays used; only what may pass by itself is worth another try. */}
      <ErrorBox error={error} retry={isSignedOut(error) ? undefined : again} />
      <Link to="/sign-in" search={{}}>
        Sign in with a password
      </Link>
    </Stack>
  );
}

function PasswordForm({ onSignedIn }: { onSignedIn: (me: Me) => void }) {
  const signIn = useMutation(mutation("auth.signInWithPassword"));
  const form = useForm({
    initialValues: { email: "", password: "" },
    validate: {
      email: (email) => (email.trim() === "" ? "Enter your e-mail address." : null),
      password: (password) => (password === "" ? "Enter your password." : null),
    },
  });
  const [placed, setPlaced] = useState(false);
  const save = form.onSubmit(async (values) => {
    try {
      onSignedIn(await signIn.mutateAsync({ email: values.email.trim(), password: values.password }));
    } catch (error) {
      setPlaced(applyServerErrors(form, error));
    }
  }, (errors) => focusFirstError(form, errors));
  return (
    <>
      <form onSubmit={save} noValidate>
        <Stack gap="sm">
          <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.getInputProps("email")} />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
            {...form.getInputProps("password")}
          />
          {signIn.error !== null && !placed && <ErrorBox error={signIn.error} />}
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
          <Link to="/forgot-password">Forgot your password?</Link>
        </Stack>
      </form>
      <div className={classes.hint}>
        <p>No password? Make a link that works once, on the machine where Patchbay runs:</p>
        <CodeBlock code={`patchbay sign-in-link --email ${form.values.email.trim() || "you@example.com"}`} what="command" />
      </div>
    </>
  );
}
