import { NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { Section } from "../../components/Section";
import type { DeliveryOrdering } from "../../wire";
import { mostRetries, policyWords, readDelays, retryPolicies, usualRetries } from "./retry-words";
import type { SubscriptionFormOf } from "./SubscriptionForm";
import classes from "./Subscriptions.module.css";

export const orderings: { value: DeliveryOrdering; label: string; description: string }[] = [
  { value: "none", label: "As they can", description: "Deliveries do not wait for each other." },
  { value: "conversation", label: "In order within a conversation", description: "One after another; a delivery that fails holds up those behind it." },
  { value: "key", label: "In order within an event's key", description: "One after another for events that carry the same key." },
];

/** When and how often is tried, and in which order. */
export function SendingFields({ form }: { form: SubscriptionFormOf }) {
  const { retryPolicy, retryDelays, retryCount, ordering } = form.values;
  const policy = form.getInputProps("retryPolicy") as { onChange: (policy: string | null) => void };
  const choosePolicy = (chosen: string | null) => {
    policy.onChange(chosen);
    // A number of retries says something of the delays that it was typed for.
    form.setFieldValue("retryCount", "");
  };
  return (
    <Section title="Delivery">
      <Stack gap="md">
        <NumberInput label="Timeout" description="How long an attempt may take, 1 to 30 s." suffix=" s" min={1} max={30} clampBehavior="none" allowDecimal={false} classNames={{ wrapper: classes.number }} {...form.getInputProps("timeoutSeconds")} />
        <Select
          label="When an attempt fails"
          description={policyWords(retryPolicy, readDelays(retryDelays), retryCount === "" ? null : Number(retryCount))}
          inputWrapperOrder={["label", "input", "description", "error"]}
          data={retryPolicies}
          allowDeselect={false}
          {...policy}
          onChange={choosePolicy}
        />
        {retryPolicy === "custom" ? (
          <TextInput label="Delays" description="Up to 20, each at most a day, such as 1 s, 30 s, 5 min, 2 h. Left empty, it does not try again." {...form.getInputProps("retryDelays")} />
        ) : (
          <NumberInput
            label="Retries"
            description={`How many of these delays are used, 0 to ${mostRetries(retryPolicy)}. Left empty, ${usualRetries(retryPolicy)}.`}
            min={0}
            max={mostRetries(retryPolicy)}
            clampBehavior="none"
            allowDecimal={false}
            classNames={{ wrapper: classes.number }}
            {...form.getInputProps("retryCount")}
          />
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
