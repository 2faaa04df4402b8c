import { Button, Checkbox, Group, Modal, Select, Stack } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { mutation, queryOptionsFor } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { listClasses } from "../../components/List";
import { boundsOf, type TimeRange } from "../../components/time/ranges";
import { TimeRangeFilter } from "../../components/time/TimeRangeFilter";
import type { RecoveryStart } from "../../wire";
import { useEventTypeOptions } from "../event-types/use-event-types";
import type { LogFilters } from "../logs/log-filters";
import { useWebhooks } from "../logs/use-webhooks";
import { previewSentence, recoverable, type RecoverableStatus } from "./recovery-words";
import { RecoveryProgress } from "./RecoveryProgress";

interface RecoverDeliveriesProps {
  /** What the log shows is what is meant, until something else is chosen. */
  filters: LogFilters;
  onClose: () => void;
}

/** Many deliveries are tried again: first which and how many, then how far it has come. */
export function RecoverDeliveries({ filters, onClose }: RecoverDeliveriesProps) {
  const start = useMutation(mutation("recoveries.start"));
  return (
    <Modal opened onClose={onClose} title="Recover deliveries" size="lg">
      {start.data === undefined ? (
        <Choice filters={filters} busy={start.isPending} error={start.error} onStart={start.mutate} onClose={onClose} />
      ) : (
        <RecoveryProgress recoveryId={start.data.id} started={start.data} onClose={onClose} />
      )}
    </Modal>
  );
}

interface ChoiceProps extends RecoverDeliveriesProps {
  busy: boolean;
  error: unknown;
  onStart: (input: RecoveryStart) => void;
}

function Choice({ filters, busy, error, onStart, onClose }: ChoiceProps) {
  const [time, setTime] = useState<TimeRange>(filters.range === undefined ? { range: "24h" } : filters);
  const [webhookId, setWebhookId] = useState<string | null>(filters.webhookId ?? null);
  const [eventType, setEventType] = useState<string | null>(filters.eventType ?? null);
  const [statuses, setStatuses] = useState<RecoverableStatus[]>(["failed"]);
  const webhooks = useWebhooks();
  const eventTypes = useEventTypeOptions(eventType ?? undefined);
  // One moment for the preview and for what follows from it.
  const [now] = useState(() => Date.now());
  const { since, until } = boundsOf(time, now);
  const complete = since !== undefined && statuses.length > 0;
  const input: RecoveryStart = { since: since ?? "", until, webhookId, eventType, statuses };
  const preview = useQuery({ ...queryOptionsFor("recoveries.preview", input), enabled: complete, placeholderData: keepPreviousData });
  const deliveries = complete && preview.error === null ? preview.data?.deliveries : undefined;
  return (
    <Stack gap="md">
      <div className={listClasses.filters} role="group" aria-label="Deliveries made">
        <TimeRangeFilter value={time} onChange={setTime} />
      </div>
      <Select
        label="Webhook"
        placeholder="Any webhook"
        data={webhooks.options}
        value={webhookId}
        onChange={setWebhookId}
        searchable
        clearable
        clearButtonProps={{ "aria-label": "Clear the webhook" }}
      />
      <Select
        label="Event type"
        placeholder="Any event type"
        data={eventTypes}
        value={eventType}
        onChange={setEventType}
        searchable
        clearable
        clearButtonProps={{ "aria-label": "Clear the event type" }}
      />
      <Checkbox.Group label="Deliveries that are" value={statuses} onChange={(chosen) => setStatuses(chosen as RecoverableStatus[])}>
        <Stack gap="xs" mt={4}>
          {recoverable.map((status) => (
            <Checkbox key={status.value} {...status} />
          ))}
        </Stack>
      </Checkbox.Group>
      <div role="status">
        {!complete ? (
          <span className="quiet">{statuses.length === 0 ? "Choose which deliveries." : "Choose from when on."}</span>
        ) : deliveries !== undefined ? (
          <b>{previewSentence(deliveries)}</b>
        ) : (
          preview.isPending && <span className="quiet">Counting…</span>
        )}
      </div>
      {complete && preview.error !== null && <ErrorBox error={preview.error} retry={() => void preview.refetch()} what="The deliveries could not be counted." />}
      {error !== null && <ErrorBox error={error} what="The recovery was not started." />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Do not send
        </Button>
        <Button loading={busy} disabled={deliveries === undefined || deliveries === 0 || preview.isPlaceholderData} onClick={() => onStart(input)}>
          Recover deliveries
        </Button>
      </Group>
    </Stack>
  );
}
