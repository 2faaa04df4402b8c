import { Button, Group, Modal, Radio, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { mutation, queryOptionsFor } from "../../api/queries";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { JsonField } from "../../components/JsonField";
import { notifyDone } from "../../components/notify";
import { readObject } from "../../components/read-json";
import type { Event } from "../../wire";
import { momentOf, replaysLeft } from "./replays";

/** The dialog for an event that is known by its id alone. */
export function ReplayEventOf({ eventId, onClose }: { eventId: string; onClose: () => void }) {
  const event = useQuery(queryOptionsFor("events.get", { id: eventId }));
  if (event.data !== undefined) return <ReplayEvent event={event.data} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="Replay event" size="lg">
      {event.isPending ? <LoadingRows count={3} /> : <ErrorBox error={event.error} retry={() => void event.refetch()} />}
    </Modal>
  );
}

/** Tells of an event once more: a new event with the same data or other, for every subscription that asks for it. */
export function ReplayEvent({ event, onClose }: { event: Event; onClose: () => void }) {
  const before = JSON.stringify(event.data, null, 2);
  const [typed, setTyped] = useState(before);
  const [invalid, setInvalid] = useState<string | null>(null);
  const [preserveId, setPreserveId] = useState("new");
  const around = useQuery(queryOptionsFor("events.list", { type: event.type, limit: 100, ...momentOf(event) }));
  const left = around.data === undefined ? null : replaysLeft(event, around.data.items);
  const replay = useMutation({
    ...mutation("events.replay"),
    onSuccess: (made) => {
      notifyDone(`${made.type} is being told once more: replay ${made.replayCount}.`);
      onClose();
    },
  });
  const send = () => {
    const { value, error } = readObject(typed);
    setInvalid(error);
    if (error !== null) return;
    // Data that nobody changed is left to the server, which says in the audit trail whether it was.
    replay.mutate({ id: event.id, preserveId: preserveId === "same", ...(typed === before ? {} : { data: value }) });
  };
  return (
    <Modal opened onClose={onClose} title="Replay event" size="lg">
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          send();
        }}
      >
        <Stack gap="md">
          <p style={{ margin: 0 }}>
            Every subscription that asks for <span className="mono">{event.type}</span> gets it once more. <ReplaysLeft left={left} />
          </p>
          <JsonField
            label="Data"
            description="As it was. What you change here goes out instead; the event that happened stays as it is."
            minRows={6}
            maxRows={16}
            value={typed}
            error={invalid ?? undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Radio.Group label="webhook-id" value={preserveId} onChange={setPreserveId}>
            <Stack gap="xs" mt={4}>
              <Radio value="new" label="A new id" description="Receivers take it for a new event and do their work." />
              <Radio value="same" label="The same id" description="Receivers that look for repetitions pass it over if they have it." />
            </Stack>
          </Radio.Group>
          {replay.error !== null && <ErrorBox error={replay.error} what="The event was not replayed." />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Do not replay
            </Button>
            <Button type="submit" loading={replay.isPending} disabled={left === 0}>
              Replay event
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function ReplaysLeft({ left }: { left: number | null }) {
  if (left === null) return null;
  if (left === 0) return <b>All 5 replays of it are used up.</b>;
  return <>{left === 1 ? "1 replay of 5 is" : `${left} replays of 5 are`} left.</>;
}
