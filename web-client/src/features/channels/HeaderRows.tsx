import { ActionIcon, Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ChannelFormOf } from "./ChannelForm";

/** Headers sent along with every answer; the stored values are masked. */
export function HeaderRows({ form }: { form: ChannelFormOf }) {
  const rows = form.values.outboundHeaders;
  return (
    <Stack gap="xs" role="group" aria-label="Headers">
      {rows.map((_, index) => (
        <Group key={index} gap="xs" wrap="nowrap">
          <TextInput aria-label={`Name of header ${index + 1}`} placeholder="X-Team" flex={1} miw={0} {...form.getInputProps(`outboundHeaders.${index}.name`)} />
          <TextInput aria-label={`Value of header ${index + 1}`} placeholder="value" flex={2} miw={0} autoComplete="off" {...form.getInputProps(`outboundHeaders.${index}.value`)} />
          <ActionIcon variant="subtle" color="gray" aria-label={`Remove header ${index + 1}`} onClick={() => form.removeListItem("outboundHeaders", index)}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {form.errors.outboundHeaders !== undefined && <Input.Error role="alert">{form.errors.outboundHeaders}</Input.Error>}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          ml={-8}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem("outboundHeaders", { name: "", value: "" })}
        >
          Add header
        </Button>
      </div>
    </Stack>
  );
}
