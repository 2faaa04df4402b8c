import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useMutationOf } from "../../../api/queries";
import { ErrorBox } from "../../../components/Feedback";
import { focusFirstError } from "../../../components/form-errors";
import { NewPasswordInput } from "../../../components/NewPasswordInput";
import { notifyDone } from "../../../components/notify";
import { checkNewPassword } from "../../../components/passwords";
import { Section } from "../../../components/Section";
import { useAttempt } from "../../../components/use-attempt";
import { useMe } from "../../session/use-me";
import classes from "../Settings.module.css";

/** Sets the first password, or another one. */
export function PasswordForm() {
  const { hasPassword, user } = useMe();
  const queries = useQueryClient();
  const change = useMutationOf("auth.changePassword");
  const form = useForm({
    initialValues: { currentPassword: "", newPassword: "" },
    validate: { newPassword: checkNewPassword },
  });
  const { refusal, attempt } = useAttempt(form);
  const verb = hasPassword ? "Change password" : "Set password";
  const save = form.onSubmit(
    ({ currentPassword, newPassword }) =>
      attempt(async () => {
        // Whether the present one is needed depends on how this session began: the server says so beside the input.
        await change.mutateAsync({ newPassword, ...(currentPassword === "" ? {} : { currentPassword }) });
        await Promise.all([queries.invalidateQueries({ queryKey: ["auth.me"] }), queries.invalidateQueries({ queryKey: ["sessions.list"] })]);
        form.reset();
        notifyDone(hasPassword ? "Password changed. Your other sessions have ended." : "Password set. Your other sessions have ended.");
      }),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <Section
      title="Password"
      purpose={`${hasPassword ? "" : "You have none yet: you sign in by links. "}A new password ends your sessions in other browsers; this one stays signed in.`}
    >
      <form onSubmit={save} noValidate className={classes.form}>
        <Stack gap="sm">
          {/* So that a password manager knows whose password this is. */}
          <input type="text" autoComplete="username" value={user.email} readOnly hidden />
          {hasPassword && (
            <PasswordInput
              label="Current password"
              autoComplete="current-password"
              description="May stay empty within an hour after you signed in by a link."
              visibilityToggleButtonProps={{ "aria-label": "Show or hide the current password" }}
              {...form.getInputProps("currentPassword")}
            />
          )}
          <NewPasswordInput {...form.getInputProps("newPassword")} />
          {refusal !== null && <ErrorBox error={refusal} />}
          <div>
            <Button type="submit" loading={form.submitting}>
              {verb}
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
