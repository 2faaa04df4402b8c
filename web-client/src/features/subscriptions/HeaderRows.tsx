import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { SubscriptionFormOf } from "./SubscriptionForm";

const most = 20;

/** Headers sent along with every event; the stored values are masked, and stay when they are left alone. */
export function HeaderRows({ form }: { form: SubscriptionFormOf }) {
  const rows = form.values.headers;
  return (
    <Stack gap={4} role="group" aria-label="Headers">
      <Input.Label component="div">Headers</Input.Label>
      <Input.Description mt={-4}>Sent along with every event. Values that are stored show as dots, and stay unless you replace them.</Input.Description>
      {rows.map((_, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          <TextInput aria-label={`Name of header ${index + 1}`} placeholder="X-Team" flex={1} miw={0} {...form.getInputProps(`headers.${index}.name`)} />
          <TextInput aria-label={`Value of header ${index + 1}`} placeholder="value" flex={2} miw={0} autoComplete="off" {...form.getInputProps(`headers.${index}.value`)} />
          <ActionIcon mt={4} variant="subtle" color="gray" aria-label={`Remove header ${index + 1}`} onClick={() => form.removeListItem("headers", index)}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {form.errors.headers !== undefined && <Input.Error role="alert">{form.errors.headers}</Input.Error>}
      {rows.length < most && (
        <div>
          <Button variant="subtle" size="compact-sm" ml={-8} leftSection={<IconPlus size={14} aria-hidden />} onClick={() => form.insertListItem("headers", { name: "", value: "" })}>
            Add header
          </Button>
        </div>
      )}
    </Stack>
  );
}
