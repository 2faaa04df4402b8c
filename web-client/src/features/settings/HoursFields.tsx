import { Checkbox, Group, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { daysOfWeek, type OrganizationValues } from "./organization-values";

/** When the organization works, and when nothing is sent that can wait. Both in its time zone. */
export function HoursFields({ form }: { form: UseFormReturnType<OrganizationValues> }) {
  return (
    <Stack gap="sm">
      <Checkbox.Group label="Working days" {...form.getInputProps("workingDays")}>
        <Group gap="md" mt={4}>
          {daysOfWeek.map((day) => (
            <Checkbox key={day} value={day} label={`${day[0]?.toUpperCase()}${day.slice(1)}`} />
          ))}
        </Group>
      </Checkbox.Group>
      <Group grow align="flex-start">
        <TextInput type="time" label="Work begins" {...form.getInputProps("workingFrom")} />
        <TextInput type="time" label="Work ends" {...form.getInputProps("workingTo")} />
      </Group>
      <Checkbox
        label="Keep quiet hours"
        description="News of tasks that are done or failed waits for their end and comes as one message. Critical tasks are told of at once."
        {...form.getInputProps("isQuiet", { type: "checkbox" })}
      />
      {form.values.isQuiet && (
        <Group grow align="flex-start">
          <TextInput type="time" label="Quiet begins" {...form.getInputProps("quietFrom")} />
          <TextInput type="time" label="Quiet ends" {...form.getInputProps("quietTo")} />
        </Group>
      )}
    </Stack>
  );
}
