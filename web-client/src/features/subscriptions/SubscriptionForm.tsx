import { Button, Group, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useForm, type UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { queryOptionsFor } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { applyServerErrors, focusFirstError } from "../../components/form-errors";
import { Section } from "../../components/Section";
import { AdvancedFields } from "./AdvancedFields";
import { BodyFields } from "./BodyFields";
import { EventPicker } from "./EventPicker";
import { PinnedVersions } from "./PinnedVersions";
import { placeErrors } from "./place-errors";
import { RequestFields } from "./RequestFields";
import { SendingFields } from "./SendingFields";
import type { SubscriptionValues } from "./subscription-values";
import { validateSubscription } from "./validate-subscription";

export type SubscriptionFormOf = UseFormReturnType<SubscriptionValues>;

interface SubscriptionFormProps {
  initial: SubscriptionValues;
  /** A new one may bring its own secret. */
  isNew?: boolean;
  verb: string;
  onSave: (values: SubscriptionValues) => Promise<unknown>;
  onCancel?: () => void;
  onDirty?: (isDirty: boolean) => void;
  /** What is said instead of the error where it found no input; undefined: the error itself. */
  explain?: (error: unknown) => ReactNode;
}

export function SubscriptionForm({ initial, isNew = false, verb, onSave, onCancel, onDirty, explain }: SubscriptionFormProps) {
  const form: SubscriptionFormOf = useForm<SubscriptionValues>({ initialValues: initial, validate: (values) => validateSubscription(values, initial) });
  const [unplaced, setUnplaced] = useState<unknown>(null);
  const isDirty = form.isDirty();
  useEffect(() => {
    onDirty?.(isDirty);
  }, [isDirty, onDirty]);
  const save = form.onSubmit(
    async (values) => {
      setUnplaced(null);
      try {
        await onSave(values);
        form.resetDirty();
      } catch (error) {
        if (!applyServerErrors(form, placeErrors(error, values))) setUnplaced(error);
      }
    },
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="xl" maw={720}>
        <TargetFields form={form} />
        <EventFields form={form} />
        <RequestFields form={form} />
        <BodyFields form={form} />
        <SendingFields form={form} />
        <AdvancedFields form={form} isNew={isNew} />
        {unplaced !== null && (explain?.(unplaced) ?? <ErrorBox error={unplaced} what="The subscription was not saved." />)}
        <Group gap="xs">
          <Button type="submit" loading={form.submitting}>
            {verb}
          </Button>
          {onCancel !== undefined && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function TargetFields({ form }: { form: SubscriptionFormOf }) {
  const isPlain = /^http:\/\//i.test(form.values.url.trim());
  return (
    <Stack gap="sm">
      <TextInput label="Name" description="What your team calls it. Left empty, it is named after the URL's host." maxLength={100} {...form.getInputProps("name")} />
      <TextInput
        label="URL"
        required
        type="url"
        placeholder="https://example.com/hook"
        description={isPlain ? "This is http: whoever is on the way can read what is sent. Use https where you can." : "Where events are sent."}
        classNames={{ input: "mono" }}
        {...form.getInputProps("url")}
      />
      <Textarea label="Description" description="What it is for." autosize minRows={1} maxRows={6} maxLength={1000} {...form.getInputProps("description")} />
    </Stack>
  );
}

function EventFields({ form }: { form: SubscriptionFormOf }) {
  const types = useQuery(queryOptionsFor("eventTypes.list"));
  const { error, value, onChange } = form.getInputProps("events") as { error?: ReactNode; value: string[]; onChange: (events: string[]) => void };
  return (
    <Section title="Events" purpose="What it is told of.">
      <Stack gap="md">
        {types.error !== null && <ErrorBox error={types.error} retry={() => void types.refetch()} what="The event types could not be loaded." />}
        <EventPicker types={types.data?.items ?? (types.error === null ? undefined : [])} value={value} onChange={onChange} error={error} data-path="events" />
        <TagsInput
          label="Labels"
          description="Only events that carry one of these. Left empty, all of them. Press Enter after each."
          clearButtonProps={{ "aria-label": "Clear the labels" }}
          maxTags={20}
          {...form.getInputProps("channels")}
        />
        <PinnedVersions form={form} types={types.data?.items ?? []} />
      </Stack>
    </Section>
  );
}
