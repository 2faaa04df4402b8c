import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { queryOptionsFor, useMutationOf } from "../../../api/queries";
import { ErrorBox } from "../../../components/Feedback";
import { focusFirstError } from "../../../components/form-errors";
import { notifyDone } from "../../../components/notify";
import { Section } from "../../../components/Section";
import { browserZone } from "../../../components/time/clock";
import { TimeZoneSelect } from "../../../components/time/TimeZoneSelect";
import { useAttempt } from "../../../components/use-attempt";
import { useFollowStored } from "../../../components/use-follow-stored";
import { useMe } from "../../session/use-me";
import { roleNames } from "../roles";
import classes from "../Settings.module.css";
import { isOtherEmail, profileChanges, profileOf } from "./profile-changes";

/** Name, address and time zone of whoever is signed in. */
export function ProfileForm() {
  const me = useMe();
  const queries = useQueryClient();
  const update = useMutationOf("auth.updateProfile");
  const form = useForm({
    initialValues: profileOf(me.user),
    validate: {
      name: (name) => (name.trim() === "" ? "Enter your name." : null),
      email: (email) => (email.trim() === "" ? "Enter your e-mail address." : null),
    },
  });
  const show = useFollowStored(form, profileOf(me.user));
  const { refusal, attempt } = useAttempt(form);
  const asksPassword = me.hasPassword && isOtherEmail(me.user, form.values.email);
  const save = form.onSubmit(
    (values) =>
      attempt(async () => {
        const now = await update.mutateAsync(profileChanges(me.user, values));
        queries.setQueryData(queryOptionsFor("auth.me").queryKey, now);
        show(profileOf(now.user));
        notifyDone("Account saved.");
      }),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <Section title="Account" purpose={`You are ${roleNames[me.user.role].toLowerCase()} of ${me.organization.name}.`}>
      <form onSubmit={save} noValidate className={classes.form}>
        <Stack gap="sm">
          <TextInput label="Name" autoComplete="name" maxLength={100} {...form.getInputProps("name")} />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="email"
            description="You sign in with it."
            {...form.getInputProps("email")}
          />
          {asksPassword && (
            <PasswordInput
              label="Current password"
              autoComplete="current-password"
              description="Another address to sign in with needs it."
              visibilityToggleButtonProps={{ "aria-label": "Show or hide the current password" }}
              {...form.getInputProps("currentPassword")}
            />
          )}
          <TimeZoneSelect
            clearable
            placeholder={`The organization's: ${me.organization.timeZone}`}
            description={
              form.values.timeZone === null
                ? `Not set: dates are read in the organization's zone, ${me.organization.timeZone}, and times are shown in this browser's, ${browserZone()}.`
                : "Dates in messages are read in it, and times are shown in it."
            }
            {...form.getInputProps("timeZone")}
          />
          {refusal !== null && <ErrorBox error={refusal} />}
          <div>
            <Button type="submit" loading={form.submitting} disabled={!form.isDirty() && !form.submitting}>
              Save account
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  );
}
