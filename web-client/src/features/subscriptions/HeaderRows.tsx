import { TextInput } from "@mantine/core";
import { Rows } from "./Rows";
import type { SubscriptionFormOf } from "./SubscriptionForm";

const most = 20;

/** Headers sent along with every event; the stored values are masked, and stay when they are left alone. */
export function HeaderRows({ form }: { form: SubscriptionFormOf }) {
  const rows = form.values.headers;
  return (
    <Rows
      label="Headers"
      description="Sent along with every event. Values that are stored show as dots, and stay unless you replace them."
      one="header"
      count={rows.length}
      canAdd={rows.length < most}
      error={form.errors.headers}
      onAdd={() => form.insertListItem("headers", { name: "", value: "" })}
      onRemove={(index) => form.removeListItem("headers", index)}
    >
      {(index) => (
        <>
          <TextInput aria-label={`Name of header ${index + 1}`} placeholder="X-Team" flex="1 1 160px" {...form.getInputProps(`headers.${index}.name`)} />
          <TextInput aria-label={`Value of header ${index + 1}`} placeholder="value" flex="2 1 200px" autoComplete="off" {...form.getInputProps(`headers.${index}.value`)} />
        </>
      )}
    </Rows>
  );
}
