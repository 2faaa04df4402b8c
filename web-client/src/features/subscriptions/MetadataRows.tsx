import { Textarea, TextInput } from "@mantine/core";
import { Rows } from "./Rows";
import type { SubscriptionFormOf } from "./SubscriptionForm";
import classes from "./Subscriptions.module.css";

/** The owner's own data. What is added here is text; anything else that is stored stands there as JSON. */
export function MetadataRows({ form }: { form: SubscriptionFormOf }) {
  const rows = form.values.metadata;
  const hasJson = rows.some(({ isJson }) => isJson);
  return (
    <Rows
      label="Metadata"
      description={`Kept with the subscription and never sent, such as a customer's number.${hasJson ? " Values that are no text stand here as JSON." : ""}`}
      one="metadata"
      count={rows.length}
      canAdd
      error={form.errors.metadata}
      onAdd={() => form.insertListItem("metadata", { name: "", value: "", isJson: false })}
      onRemove={(index) => form.removeListItem("metadata", index)}
    >
      {(index) => (
        <>
          <TextInput aria-label={`Name of metadata ${index + 1}`} placeholder="customer" flex="1 1 160px" autoComplete="off" {...form.getInputProps(`metadata.${index}.name`)} />
          {/* Of several lines: a field of one line would drop the breaks. */}
          <Textarea
            aria-label={`Value of metadata ${index + 1}${rows[index]?.isJson === true ? ", JSON" : ""}`}
            placeholder="value"
            flex="2 1 200px"
            autosize
            minRows={1}
            maxRows={6}
            spellCheck={false}
            classNames={{ input: `${classes.text} ${rows[index]?.isJson === true ? "mono" : ""}` }}
            {...form.getInputProps(`metadata.${index}.value`)}
          />
        </>
      )}
    </Rows>
  );
}
