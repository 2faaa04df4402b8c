import { Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useMutationOf } from "../../api/queries";
import { Facts } from "../../components/Facts";
import { ErrorBox } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { notifyDone } from "../../components/notify";
import { Section } from "../../components/Section";
import { TimeZoneSelect } from "../../components/time/TimeZoneSelect";
import { useAttempt } from "../../components/use-attempt";
import { useFollowStored } from "../../components/use-follow-stored";
import type { Organization } from "../../wire";
import { useMe } from "../session/use-me";
import classes from "./Settings.module.css";

export function OrganizationPage() {
  const { organization, user } = useMe();
  if (user.role === "owner") {
    return (
      <Section title="Organization">
        <OrganizationForm organization={organization} />
      </Section>
    );
  }
  return (
    <Section title="Organization" purpose="Its owners can change this.">
      <Facts
        facts={[
          ["Name", organization.name],
          ["Time zone", organization.timeZone],
        ]}
      />
    </Section>
  );
}

function OrganizationForm({ organization }: { organization: Organization }) {
  const queries = useQueryClient();
  const update = useMutationOf("settings.update");
  const form = useForm({
    initialValues: { name: organization.name, timeZone: organization.timeZone },
    validate: { name: (name) => (name.trim() === "" ? "Enter the organization's name." : null) },
  });
  const show = useFollowStored(form, { name: organization.name, timeZone: organization.timeZone });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    ({ name, timeZone }) =>
      attempt(async () => {
        const saved = await update.mutateAsync({ name: name.trim(), timeZone });
        // The answer to "who am I" has the organization in it.
        await queries.invalidateQueries({ queryKey: ["auth.me"] });
        show({ name: saved.name, timeZone: saved.timeZone });
        notifyDone("Organization saved.");
      }),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate className={classes.form}>
      <Stack gap="sm">
        <TextInput label="Name" maxLength={100} {...form.getInputProps("name")} />
        <TimeZoneSelect
          description="Dates in messages are read in it, where neither the contact nor the channel's owner has one of their own."
          {...form.getInputProps("timeZone")}
        />
        {refusal !== null && <ErrorBox error={refusal} />}
        <div>
          <Button type="submit" loading={form.submitting} disabled={!form.isDirty() && !form.submitting}>
            Save organization
          </Button>
        </div>
      </Stack>
    </form>
  );
}
