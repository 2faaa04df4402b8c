import { ActionIcon, Button, Group, Input, Select, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { optionsOf } from "../../components/looks";
import { useChannels } from "../channels/use-channels";
import classes from "./Contacts.module.css";
import { emptyRow, mostIdentifiers, type ContactValues } from "./contact-values";
import { identifierInputs, identifierLooks } from "./identifier-kinds";

const kinds = optionsOf(identifierLooks);

/** What somebody is known by, a row each. */
export function IdentifierRows({ form }: { form: UseFormReturnType<ContactValues> }) {
  const rows = form.values.identifiers;
  return (
    <Stack gap="xs" role="group" aria-label="Known by">
      <Input.Label component="div">Known by</Input.Label>
      {rows.map((_, index) => (
        <IdentifierFields key={index} form={form} index={index} />
      ))}
      {form.errors.identifiers !== undefined && <Input.Error role="alert">{form.errors.identifiers}</Input.Error>}
      {rows.length < mostIdentifiers && (
        <div>
          <Button
            variant="subtle"
            size="compact-sm"
            ml={-8}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.insertListItem("identifiers", emptyRow)}
          >
            {rows.length === 0 ? "Add a number, address or name" : "Add another"}
          </Button>
        </div>
      )}
    </Stack>
  );
}

function IdentifierFields({ form, index }: { form: UseFormReturnType<ContactValues>; index: number }) {
  const row = form.values.identifiers[index] ?? emptyRow;
  const { type, placeholder } = identifierInputs[row.kind];
  const place = index + 1;
  return (
    <div className={classes.identifier}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Select
          className={classes.kind}
          aria-label={`Kind of identifier ${place}`}
          data={kinds}
          allowDeselect={false}
          {...form.getInputProps(`identifiers.${index}.kind`)}
        />
        <TextInput
          flex={1}
          miw={0}
          aria-label={`Identifier ${place}`}
          type={type}
          placeholder={placeholder}
          autoComplete="off"
          {...form.getInputProps(`identifiers.${index}.value`)}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="input-sm"
          aria-label={`Remove identifier ${place}`}
          onClick={() => form.removeListItem("identifiers", index)}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {row.kind === "custom" && <ChannelOfName form={form} index={index} />}
    </div>
  );
}

/** A name that a system posts means somebody on its own channel only. */
function ChannelOfName({ form, index }: { form: UseFormReturnType<ContactValues>; index: number }) {
  const { all, nameOf } = useChannels();
  const chosen = form.values.identifiers[index]?.webhookId ?? null;
  const ids = (all ?? []).filter((channel) => channel.channelType === "custom_webhook").map((channel) => channel.id);
  // One that is deleted meanwhile is still named.
  const offered = chosen === null || ids.includes(chosen) ? ids : [...ids, chosen];
  return (
    <Select
      aria-label={`Channel of identifier ${index + 1}`}
      placeholder="On which channel?"
      data={offered.map((id) => ({ value: id, label: nameOf(id) }))}
      allowDeselect={false}
      nothingFoundMessage="There is no channel of type Webhook."
      {...form.getInputProps(`identifiers.${index}.webhookId`)}
    />
  );
}
