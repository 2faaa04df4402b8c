import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../../api/queries";
import { EmptyState } from "../../../components/Feedback";
import { List, listClasses, type Column } from "../../../components/List";
import { Section } from "../../../components/Section";
import { useZone } from "../../../components/time/clock";
import { Time } from "../../../components/time/Time";
import type { AuditEntry } from "../../../wire";
import { useMe } from "../../session/use-me";
import { isAdmin } from "../roles";
import { AuditDrawer } from "./AuditDrawer";
import { auditFilter, type AuditSearch } from "./audit-filters";
import { AuditFilters } from "./AuditFilters";
import { auditSentence } from "./audit-sentence";

export function AuditPage({ search }: { search: AuditSearch }) {
  const { role } = useMe().user;
  if (isAdmin(role)) return <AuditTrail search={search} />;
  return (
    <Section title="Audit">
      <EmptyState action={<Link to="/settings/members">Show the members</Link>}>
        The audit trail is for owners and admins. Ask one of them to look something up, or to change your role.
      </EmptyState>
    </Section>
  );
}

function AuditTrail({ search }: { search: AuditSearch }) {
  const navigate = useNavigate();
  const filter = auditFilter(search, useZone());
  // Nothing tells of new entries, so that each visit asks.
  const query = useInfiniteQuery({ ...pagesOptionsFor("audit.list", filter), staleTime: 0 });
  const filtered = Object.values(filter).some((value) => value !== undefined);
  const close = () => void navigate({ to: "/settings/audit", search: { ...search, entry: undefined }, resetScroll: false });
  return (
    <Section title="Audit" purpose="Who changed what, from where.">
      <AuditFilters search={search} />
      <List
        key={JSON.stringify(filter)}
        label="Audit"
        query={query}
        columns={columns(search)}
        empty={
          filtered ? (
            <EmptyState action={<Button variant="default" onClick={() => void navigate({ to: "/settings/audit", search: {} })}>Clear the filters</Button>}>
              No entry matches these filters.
            </EmptyState>
          ) : (
            "Nothing has been changed yet."
          )
        }
      />
      <AuditDrawer
        id={search.entry}
        entry={query.data?.find((entry) => entry.id === search.entry)}
        loading={query.isPending}
        onClose={close}
      />
    </Section>
  );
}

function columns(search: AuditSearch): Column<AuditEntry>[] {
  return [
    {
      title: "What happened",
      cell: (entry) => (
        <Link
          to="/settings/audit"
          search={{ ...search, entry: entry.id }}
          resetScroll={false}
          className={listClasses.open}
          title={auditSentence(entry)}
          data-row-link
        >
          {auditSentence(entry)}
        </Link>
      ),
    },
    { title: "Action", width: "250px", cell: (entry) => <span className="truncate mono quiet">{entry.action}</span> },
    {
      title: "From",
      width: "180px",
      hideOnPhone: true,
      cell: (entry) => <span className="truncate quiet">{entry.address ?? "–"}</span>,
    },
    { title: "When", width: "110px", align: "end", cell: (entry) => <Time value={entry.at} className="quiet" /> },
  ];
}
