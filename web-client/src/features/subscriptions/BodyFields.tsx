import { Select, Stack } from "@mantine/core";
import { CodeBlock } from "../../components/Copy";
import { Section } from "../../components/Section";
import { useEventTypes } from "../event-types/use-event-types";
import { exampleType, payloadFormats, previewBody } from "./payload-preview";
import type { SubscriptionFormOf } from "./SubscriptionForm";

/** How a body is written, with what that looks like. */
export function BodyFields({ form }: { form: SubscriptionFormOf }) {
  const { payloadFormat, events } = form.values;
  const type = exampleType(useEventTypes(), events);
  return (
    <Section title="Body">
      <Stack gap="sm">
        <Select
          label="Payload format"
          description={payloadFormats.find((format) => format.value === payloadFormat)?.description}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={payloadFormats.map(({ value, label }) => ({ value, label }))}
          allowDeselect={false}
          {...form.getInputProps("payloadFormat")}
        />
        {type !== undefined && <CodeBlock label={`A ${type.name} looks like this`} code={previewBody(payloadFormat, type, window.location.origin)} what="payload preview" />}
      </Stack>
    </Section>
  );
}
