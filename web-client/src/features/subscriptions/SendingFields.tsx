import { NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { Section } from "../../components/Section";
import type { DeliveryOrdering } from "../../wire";
import { policyWords, readDelays, retryPolicies } from "./retry-words";
import type { SubscriptionFormOf } from "./SubscriptionForm";
import classes from "./Subscriptions.module.css";

export const orderings: { value: DeliveryOrdering; label: string; description: string }[] = [
  { value: "none", label: "As they can", description: "Deliveries do not wait for each other." },
  { value: "conversation", label: "In order within a conversation", description: "One after another; a delivery that fails holds up those behind it." },
  { value: "key", label: "In order within an event's key", description: "One after another for events that carry the same key." },
];

/** When and how often is tried, and in which order. */
export function SendingFields({ form }: { form: SubscriptionFormOf }) {
  const { retryPolicy, retryDelays, ordering } = form.values;
  return (
    <Section title="Delivery">
      <Stack gap="md">
        <NumberInput label="Timeout" description="How long an attempt may take, 1 to 30 s." suffix=" s" min={1} max={30} clampBehavior="none" allowDecimal={false} classNames={{ wrapper: classes.number }} {...form.getInputProps("timeoutSeconds")} />
        <Select
          label="When an attempt fails"
          description={policyWords(retryPolicy, readDelays(retryDelays))}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={retryPolicies}
          allowDeselect={false}
          {...form.getInputProps("retryPolicy")}
        />
        {retryPolicy === "custom" && (
          <TextInput label="Delays" description="Up to 20, each at most a day, such as 1 s, 30 s, 5 min, 2 h. Left empty, it does not try again." {...form.getInputProps("retryDelays")} />
        )}
        <NumberInput
          label="Requests a second"
          description="At most this many, 1 to 1000. Left empty, as many as the receiver takes."
          min={1}
          max={1000}
          clampBehavior="none"
          allowDecimal={false}
          classNames={{ wrapper: classes.number }}
          {...form.getInputProps("rateLimitPerSecond")}
        />
        <Select
          label="Order"
          description={orderings.find((each) => each.value === ordering)?.description}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={orderings.map(({ value, label }) => ({ value, label }))}
          allowDeselect={false}
          {...form.getInputProps("ordering")}
        />
      </Stack>
    </Section>
  );
}
