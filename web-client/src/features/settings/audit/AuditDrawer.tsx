import { Drawer, Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CodeBlock, CopyButton } from "../../../components/Copy";
import { Facts } from "../../../components/Facts";
import { EmptyState, LoadingRows } from "../../../components/Feedback";
import { Section } from "../../../components/Section";
import { Time } from "../../../components/time/Time";
import type { AuditEntry } from "../../../wire";
import classes from "../Settings.module.css";
import { auditSentence, whoDid } from "./audit-sentence";
import { Changes } from "./Changes";
import { SubjectLink } from "./SubjectLink";

interface AuditDrawerProps {
  id: string | undefined;
  entry: AuditEntry | undefined;
  loading: boolean;
  onClose: () => void;
}

/** One entry beside the list it was found in. */
export function AuditDrawer({ id, entry, loading, onClose }: AuditDrawerProps) {
  return (
    <Drawer opened={id !== undefined} onClose={onClose} position="right" size="xl" title="Audit entry">
      {entry !== undefined ? (
        <Detail entry={entry} />
      ) : loading ? (
        <LoadingRows />
      ) : (
        <EmptyState>This entry is not among those that are loaded. Load more, or look for it with the filters.</EmptyState>
      )}
    </Drawer>
  );
}

function Detail({ entry }: { entry: AuditEntry }) {
  return (
    <Stack gap="lg">
      <p style={{ margin: 0 }}>
        <b>{auditSentence(entry)}</b>
      </p>
      <Facts facts={facts(entry)} />
      <Section title="What changed">
        <Changes entry={entry} />
      </Section>
      {(entry.before !== null || entry.after !== null) && (
        <details className={classes.raw}>
          <summary>As JSON</summary>
          <Stack gap="sm" mt="xs">
            {entry.before !== null && <CodeBlock label="Before" code={JSON.stringify(entry.before, null, 2)} what="before" />}
            {entry.after !== null && <CodeBlock label="After" code={JSON.stringify(entry.after, null, 2)} what="after" />}
          </Stack>
        </details>
      )}
    </Stack>
  );
}

function facts(entry: AuditEntry): [string, ReactNode][] {
  return [
    ["Who", whoDid(entry)],
    ["When", <Time value={entry.at} absolute />],
    ["Action", <span className="mono">{entry.action}</span>],
    ["Object", <SubjectLink entry={entry} />],
    ["Object id", <Id value={entry.subject} what="object id" />],
    ...(entry.subject === "" ? [] : [["History", <Link to="/settings/audit" search={{ subject: entry.subject }}>Everything done to it</Link>] as [string, ReactNode]]),
    ["Address", entry.address ?? "–"],
    ...(entry.apiTokenId === null ? [] : [["API token", <Id value={entry.apiTokenId} what="API token id" />] as [string, ReactNode]]),
    ...(entry.requestId === null ? [] : [["Request", <Id value={entry.requestId} what="request id" />] as [string, ReactNode]]),
  ];
}

function Id({ value, what }: { value: string; what: string }) {
  return (
    <span className={`mono ${classes.id}`}>
      {value} <CopyButton value={value} what={what} />
    </span>
  );
}
