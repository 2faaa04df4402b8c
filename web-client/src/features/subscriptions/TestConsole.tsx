import { Button, Group, Select, Stack } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../../api/api-error";
import { mutation, queryOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { CodeBlock } from "../../components/Copy";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { JsonField } from "../../components/JsonField";
import { readJson } from "../../components/read-json";
import { Section } from "../../components/Section";
import { useNow } from "../../components/time/clock";
import type { EventType, Subscription } from "../../wire";
import { TestAnswer } from "../logs/TestAnswer";
import classes from "./Subscriptions.module.css";
import { requestLines, sentHeaders, type TestHeader } from "./test-request";
import { TestHeaders } from "./TestHeaders";
import { TestHistory } from "./TestHistory";

const testType = "webhook.test";

/** Sends one event to the subscription's URL alone, and shows what came back. */
export function TestConsole({ subscription, mayChange }: { subscription: Subscription; mayChange: boolean }) {
  const types = useQuery(queryOptionsFor("eventTypes.list"));
  return (
    <Stack gap="xl" maw={860}>
      {mayChange ? (
        types.data !== undefined ? (
          <TestForm subscription={subscription} types={types.data.items} />
        ) : types.isPending ? (
          <LoadingRows count={4} />
        ) : (
          <ErrorBox error={types.error} retry={() => void types.refetch()} />
        )
      ) : (
        <p className={`quiet ${classes.plain}`}>
          {subscription.deletedAt === null ? "Owners and admins send tests." : "A deleted subscription cannot be tested."}
        </p>
      )}
      <Section title="The last 10 tests">
        <TestHistory subscriptionId={subscription.id} />
      </Section>
    </Stack>
  );
}

function sampleOf(types: EventType[], name: string): string {
  return JSON.stringify(types.find((type) => type.name === name)?.sample ?? {}, null, 2);
}

function TestForm({ subscription, types }: { subscription: Subscription; types: EventType[] }) {
  const [eventType, setEventType] = useState(testType);
  const [payload, setPayload] = useState(() => sampleOf(types, testType));
  const [method, setMethod] = useState<string>(subscription.method);
  const [headers, setHeaders] = useState<TestHeader[]>([]);
  const [invalid, setInvalid] = useState<string | null>(null);
  const test = useMutation(mutation("subscriptions.test"));
  const refused = fieldErrors(test.error);
  const choose = (name: string) => {
    setEventType(name);
    setPayload(sampleOf(types, name));
    setInvalid(null);
  };
  const send = () => {
    const { value, error } = readJson(payload);
    setInvalid(error);
    if (error !== null) return;
    const own = { method: method === subscription.method ? undefined : method, headers: sentHeaders(headers) };
    test.mutate({ id: subscription.id, eventType, payload: value, ...own });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <Select
          label="Event type"
          description="Nobody else is told of it."
          data={types.map((type) => type.name)}
          value={eventType}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No event type has this in its name."
          error={refused.eventType}
          onChange={(name) => name !== null && choose(name)}
        />
        <JsonField
          label="Payload"
          description="The data of the event, filled with the sample of its type."
          minRows={4}
          maxRows={16}
          value={payload}
          error={invalid ?? refused.payload}
          onChange={(event) => setPayload(event.currentTarget.value)}
        />
        <Select
          label="Method"
          data={["POST", "PUT"]}
          value={method}
          allowDeselect={false}
          maw={160}
          error={refused.method}
          onChange={(name) => name !== null && setMethod(name)}
        />
        <TestHeaders headers={headers} refused={headerErrors(test.error)} onChange={setHeaders} />
        <Request subscription={subscription} method={method} eventType={eventType} headers={headers} />
        <Group gap="xs">
          <Button type="submit" leftSection={<IconSend size={16} aria-hidden />} loading={test.isPending}>
            Send test
          </Button>
          <Button variant="default" onClick={() => choose(eventType)}>
            Use the sample
          </Button>
        </Group>
        <div aria-live="polite">
          {test.error !== null && Object.keys({ ...refused, ...headerErrors(test.error) }).length === 0 && <ErrorBox error={test.error} what="The test was not sent." />}
          {test.data !== undefined && !test.isPending && (
            <Section title="Answer">
              <TestAnswer result={test.data} />
            </Section>
          )}
        </div>
      </Stack>
    </form>
  );
}

/** The server's words about the inputs there are. */
function fieldErrors(error: unknown): { eventType?: string; payload?: string; method?: string } {
  if (!(error instanceof ApiError)) return {};
  const known = error.fields.filter(({ path }) => path === "eventType" || path === "payload" || path === "method");
  return Object.fromEntries(known.map(({ path, message }) => [path, asSentence(message)]));
}

/** What it says of headers, by their names. */
function headerErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const known = error.fields.filter(({ path }) => path.startsWith("headers."));
  return Object.fromEntries(known.map(({ path, message }) => [path.slice("headers.".length), asSentence(message)]));
}

interface RequestProps {
  subscription: Subscription;
  method: string;
  eventType: string;
  headers: TestHeader[];
}

function Request({ subscription, method, eventType, headers }: RequestProps) {
  const lines = requestLines(subscription, eventType, useNow(), headers);
  return (
    <Stack gap="xs">
      <p className={classes.request}>
        <b>{method}</b> <span className="mono">{subscription.url}</span>
        <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: subscription.id }} search={{ tab: "settings" }}>
          Change what every delivery sends
        </Link>
      </p>
      <CodeBlock label="Headers that will be sent" code={lines.map(([name, value]) => `${name}: ${value}`).join("\n")} what="request headers" />
    </Stack>
  );
}
