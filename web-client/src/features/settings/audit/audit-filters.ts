import { fromLocalField } from "../../../components/time/format";
import type { AuditList } from "../../../wire";

/** The filters of the audit trail, and the entry that is open, as they stand in the URL. Days are the member's. */
export interface AuditSearch {
  userId?: string;
  action?: string;
  subject?: string;
  from?: string;
  to?: string;
  entry?: string;
}

export const actionOptions = [
  { value: "webhook.*", label: "Channels" },
  { value: "subscription.*", label: "Subscriptions" },
  { value: "event_type.*", label: "Event types" },
  { value: "event.*", label: "Events" },
  { value: "conversation.*", label: "Conversations" },
  { value: "message.*", label: "Messages" },
  { value: "task.*", label: "Tasks" },
  { value: "contact.*", label: "Contacts" },
  { value: "fact.*", label: "What is remembered" },
  { value: "delivery.*", label: "Deliveries" },
  { value: "member.*", label: "Members and signing in" },
  { value: "session.*", label: "Sessions" },
  { value: "api_token.*", label: "API tokens" },
  { value: "organization.*", label: "Organization" },
];

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function day(value: unknown): string | undefined {
  const written = text(value);
  return written !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(written) && !Number.isNaN(Date.parse(written)) ? written : undefined;
}

/** Anybody can type a URL: what is not a filter is left out. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  return {
    userId: text(search.userId),
    action: actionOptions.find((option) => option.value === search.action)?.value,
    // The router reads an id of digits alone as a number.
    subject: typeof search.subject === "number" ? String(search.subject) : text(search.subject),
    from: day(search.from),
    to: day(search.to),
    entry: text(search.entry),
  };
}

/** What is asked of the server: whole days on the clocks of `zone`, the last one with it. */
export function auditFilter({ userId, action, subject, from, to }: AuditSearch, zone: string): Omit<AuditList, "limit" | "cursor"> {
  return {
    userId,
    action,
    subject,
    since: from === undefined ? undefined : (fromLocalField(`${from}T00:00`, zone) ?? undefined),
    until: to === undefined ? undefined : (fromLocalField(`${nextDay(to)}T00:00`, zone) ?? undefined),
  };
}

function nextDay(written: string): string {
  return new Date(Date.parse(written) + 86_400_000).toISOString().slice(0, 10);
}
