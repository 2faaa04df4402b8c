import { Button, Checkbox, Group, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutationOf } from "../../../api/queries";
import { ErrorBox } from "../../../components/Feedback";
import { focusFirstError } from "../../../components/form-errors";
import { useZone } from "../../../components/time/clock";
import { useAttempt } from "../../../components/use-attempt";
import type { ApiTokenCreated } from "../../../wire";
import { useMe } from "../../session/use-me";
import classes from "../Settings.module.css";
import { expiryOf, expiryOptions } from "./expiry";
import { scopeMeanings, scopeNames, scopesFor } from "./scopes";

export function TokenForm({ onCreated, onClose }: { onCreated: (created: ApiTokenCreated) => void; onClose: () => void }) {
  const offered = scopesFor(useMe().user.role);
  const zone = useZone();
  const create = useMutationOf("apiTokens.create");
  const form = useForm({
    initialValues: { name: "", scopes: ["read"] as string[], expiry: "never", expiresAt: "" },
    validate: {
      name: (name) => (name.trim() === "" ? "Say what the token is for." : null),
      scopes: (scopes) => (scopes.length === 0 ? "Choose at least one." : null),
      expiresAt: (moment, { expiry }) => (expiry === "date" && moment === "" ? "Choose when it ends." : null),
    },
  });
  const { refusal, attempt } = useAttempt(form);
  const save = form.onSubmit(
    ({ name, scopes, expiry, expiresAt }) =>
      attempt(async () => {
        const chosen = offered.filter((scope) => scopes.includes(scope));
        onCreated(await create.mutateAsync({ name: name.trim(), scopes: chosen, expiresAt: expiryOf(expiry, expiresAt, zone, Date.now()) }));
      }),
    (errors) => focusFirstError(form, errors),
  );
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="md">
        <TextInput label="Name" description="What uses it." placeholder="Nightly report" maxLength={100} data-autofocus {...form.getInputProps("name")} />
        <Checkbox.Group label="What it may be used for" {...form.getInputProps("scopes")}>
          <div className={classes.choices}>
            {offered.map((scope) => (
              <Checkbox key={scope} value={scope} label={scopeNames[scope]} description={scopeMeanings[scope]} />
            ))}
          </div>
        </Checkbox.Group>
        <Select label="Ends" data={expiryOptions} allowDeselect={false} {...form.getInputProps("expiry")} />
        {form.values.expiry === "date" && (
          <TextInput
            label="At"
            type="datetime-local"
            description={zone}
            inputWrapperOrder={["label", "input", "description", "error"]}
            {...form.getInputProps("expiresAt")}
          />
        )}
        {refusal !== null && <ErrorBox error={refusal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            Create token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
