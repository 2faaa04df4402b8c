import { Button, Group, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { mutation, queryOptionsFor } from "../../api/queries";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { applyServerErrors, focusFirstError } from "../../components/form-errors";
import { JsonField } from "../../components/JsonField";
import { notifyDone } from "../../components/notify";
import { Page } from "../../components/Page";
import type { EventType } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";
import { placeRegisterErrors, registerInput, registerValuesOf, validateRegister, type RegisterValues } from "./register-values";

/** A type of one's own, or the next version of one. `from`: the type that gets another version. */
export function RegisterEventTypePage({ from }: { from: string | undefined }) {
  const mayRegister = isAdmin(useMe().user.role);
  const before = useQuery({ ...queryOptionsFor("eventTypes.get", { name: from ?? "" }), enabled: from !== undefined });
  const isNew = from === undefined;
  return (
    <Page
      title={isNew ? "Register event type" : `New version of ${from}`}
      purpose={isNew ? "Events of this type can then be published by the API, and subscribed to." : "It must accept what the version before accepted, so that nobody who publishes it has to change."}
    >
      {!mayRegister ? (
        <EmptyState>Only owners and admins register event types.</EmptyState>
      ) : isNew || before.data !== undefined ? (
        <RegisterForm key={before.data?.version ?? 0} type={before.data} />
      ) : before.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={before.error} retry={() => void before.refetch()} />
      )}
    </Page>
  );
}

function RegisterForm({ type }: { type: EventType | undefined }) {
  const navigate = useNavigate();
  const register = useMutation(mutation("eventTypes.register"));
  const [unplaced, setUnplaced] = useState<unknown>(null);
  const form = useForm<RegisterValues>({ initialValues: registerValuesOf(type), validate: validateRegister });
  const open = (typeName: string) => navigate({ to: "/subscriptions/event-types/$typeName", params: { typeName }, search: {} });
  const save = form.onSubmit(
    async (values) => {
      setUnplaced(null);
      try {
        const made = await register.mutateAsync(registerInput(values));
        await open(made.name);
        notifyDone(made.version === 1 ? `${made.name} registered.` : `Version ${made.version} of ${made.name} registered.`);
      } catch (error) {
        if (!applyServerErrors(form, placeRegisterErrors(error))) setUnplaced(error);
      }
    },
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="md" maw={720}>
        <TextInput
          label="Name"
          description="What happened, from the general to the particular, such as deal.won."
          required
          readOnly={type !== undefined}
          maxLength={128}
          classNames={{ input: "mono" }}
          {...form.getInputProps("name")}
        />
        <TextInput label="Group" description="Where it is listed. Left empty, it is the first part of its name." maxLength={100} {...form.getInputProps("group")} />
        <Textarea label="Description" description="When it happens." autosize minRows={1} maxRows={6} maxLength={1000} {...form.getInputProps("description")} />
        <JsonField label="JSON Schema" description="What its data looks like. Events that do not follow it are refused." minRows={6} maxRows={20} {...form.getInputProps("schema")} />
        <JsonField label="Sample" description="Data as it might be. Tests are filled with it." minRows={6} maxRows={20} {...form.getInputProps("sample")} />
        {unplaced !== null && <ErrorBox error={unplaced} what="The event type was not registered." />}
        <Group gap="xs">
          <Button type="submit" loading={form.submitting}>
            {type === undefined ? "Register event type" : "Register version"}
          </Button>
          <Button
            variant="default"
            onClick={() => (type === undefined ? void navigate({ to: "/subscriptions/event-types", search: {} }) : void open(type.name))}
          >
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
