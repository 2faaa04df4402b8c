import { Button, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useMutationOf } from "../../api/queries";
import { Facts } from "../../components/Facts";
import { ErrorBox } from "../../components/Feedback";
import { focusFirstError } from "../../components/form-errors";
import { notifyDone } from "../../components/notify";
import { Section } from "../../components/Section";
import { thinNumber } from "../../components/time/format";
import { TimeZoneSelect } from "../../components/time/TimeZoneSelect";
import { useAttempt } from "../../components/use-attempt";
import { useFollowStored } from "../../components/use-follow-stored";
import type { Organization } from "../../wire";
import { useMe } from "../session/use-me";
import { HoursFields } from "./HoursFields";
import { hoursInWords, inputOf, lengthOf, maxInstructions, validateOrganization, valuesOf } from "./organization-values";
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
  const hours = hoursInWords(organization);
  return (
    <Section title="Organization" purpose="Its owners can change this.">
      <Facts
        facts={[
          ["Name", organization.name],
          ["Time zone", organization.timeZone],
          ["Working hours", hours.working],
          ["Quiet hours", hours.quiet],
          ["Instructions", organization.instructions ?? "None"],
        ]}
      />
    </Section>
  );
}

function OrganizationForm({ organization }: { organization: Organization }) {
  const queries = useQueryClient();
  const update = useMutationOf("settings.update");
  const form = useForm({ initialValues: valuesOf(organization), validate: validateOrganization });
  const show = useFollowStored(form, valuesOf(organization));
  const { refusal, attempt } = useAttempt(form);
  const written = lengthOf(form.values.instructions);
  const save = form.onSubmit(
    (values) =>
      attempt(async () => {
        const saved = await update.mutateAsync(inputOf(values));
        // The answer to "who am I" has the organization in it.
        await queries.invalidateQueries({ queryKey: ["auth.me"] });
        show(valuesOf(saved));
        notifyDone("Organization saved.");
      }),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate className={classes.form}>
      <Stack gap="sm">
        <TextInput label="Name" maxLength={100} {...form.getInputProps("name")} />
        <TimeZoneSelect
          description="Dates in messages are read in it, where neither the contact nor the channel's owner has one of their own. The hours below are in it."
          {...form.getInputProps("timeZone")}
        />
        <HoursFields form={form} />
        <Textarea
          label="Instructions for the assistant"
          description="What it should know of you and how it should answer, in your own words. Models on servers read them; the built-in assistant does not."
          autosize
          minRows={4}
          maxRows={16}
          {...form.getInputProps("instructions")}
        />
        <p className={classes.count} data-over={written > maxInstructions || undefined} aria-live="polite">
          {thinNumber(written)} of {thinNumber(maxInstructions)} characters
        </p>
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
