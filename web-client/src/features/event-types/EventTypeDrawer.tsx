import { Button, Drawer, Group, Select, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { mutation, queryOptionsFor } from "../../api/queries";
import { CodeBlock } from "../../components/Copy";
import { Facts } from "../../components/Facts";
import { EmptyState, ErrorBox, LoadingRows, Notice } from "../../components/Feedback";
import { notifyDone, notifyFailed } from "../../components/notify";
import { usePageTitle } from "../../components/Page";
import { Section } from "../../components/Section";
import type { EventTypeDetail } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";

export function EventTypeDrawer({ typeName, onClose }: { typeName: string; onClose: () => void }) {
  usePageTitle(typeName);
  const type = useQuery(queryOptionsFor("eventTypes.get", { name: typeName }));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={<span className="mono">{typeName}</span>}>
      {type.data !== undefined ? (
        <Detail key={type.data.version} type={type.data} />
      ) : type.isPending ? (
        <LoadingRows />
      ) : type.error.code === "NOT_FOUND" ? (
        <EmptyState>There is no such event type.</EmptyState>
      ) : (
        <ErrorBox error={type.error} retry={() => void type.refetch()} />
      )}
    </Drawer>
  );
}

/** What a type says, its schema and its sample, in each version there is. */
function Detail({ type }: { type: EventTypeDetail }) {
  const mayChange = isAdmin(useMe().user.role) && !type.isBuiltIn;
  const [number, setNumber] = useState(String(type.version));
  const shown = type.versions.find((version) => String(version.version) === number) ?? type;
  return (
    <Stack gap="lg">
      {type.isArchived && <Notice>This type is archived: nothing of it is taken any more. Events of it that happened are kept.</Notice>}
      <p style={{ margin: 0 }}>{shown.description === "" ? <span className="quiet">No description.</span> : shown.description}</p>
      <Facts
        facts={[
          ["Group", shown.group],
          ["From", type.isBuiltIn ? "Patchbay" : "Your organization"],
          ...(type.aliases.length === 0 ? [] : [["Other names", <span className="mono">{type.aliases.join(", ")}</span>] as [string, React.ReactNode]]),
          [
            "Events",
            <Link to="/logs/events" search={{ type: type.name }}>
              Those that happened
            </Link>,
          ],
        ]}
      />
      {type.versions.length > 1 && (
        <Select
          label="Version"
          maw={200}
          data={type.versions.map(({ version }) => ({ value: String(version), label: version === type.version ? `${version} (newest)` : String(version) }))}
          value={number}
          allowDeselect={false}
          onChange={(chosen) => chosen !== null && setNumber(chosen)}
        />
      )}
      <Section title="Sample">
        <CodeBlock code={JSON.stringify(shown.sample, null, 2)} what="sample" />
      </Section>
      <Section title="JSON Schema" action={<span className="quiet">Version {shown.version}</span>}>
        <CodeBlock code={JSON.stringify(shown.schema, null, 2)} what="schema" />
      </Section>
      {mayChange && <Steps type={type} />}
    </Stack>
  );
}

function Steps({ type: { name, isArchived } }: { type: EventTypeDetail }) {
  const restore = useMutation({
    ...mutation("eventTypes.restore"),
    onSuccess: () => notifyDone(`${name} restored.`),
    onError: (error) => notifyFailed(`${name} was not restored.`, error),
  });
  const archive = useMutation({
    ...mutation("eventTypes.archive"),
    onSuccess: () => notifyDone(`${name} archived. Its events are kept.`, () => restore.mutate({ name })),
    onError: (error) => notifyFailed(`${name} was not archived.`, error),
  });
  return (
    <Group gap="xs">
      {isArchived ? (
        <Button variant="default" loading={restore.isPending} onClick={() => restore.mutate({ name })}>
          Restore event type
        </Button>
      ) : (
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/subscriptions/register-event-type" search={{ from: name }} {...props} />}>
            Register a new version
          </Button>
          <Button variant="default" c="var(--bad)" loading={archive.isPending} onClick={() => archive.mutate({ name })}>
            Archive event type
          </Button>
        </>
      )}
    </Group>
  );
}
