import { IconDeviceDesktop } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { pagesOptionsFor } from "../../../api/queries";
import { Badge, type BadgeLook } from "../../../components/Badge";
import { List, listClasses, type Column } from "../../../components/List";
import { Section } from "../../../components/Section";
import { Time } from "../../../components/time/Time";
import type { Session } from "../../../wire";
import { browserName } from "./browser-name";
import { EndOtherSessions, EndSession } from "./EndSessions";

const thisOne: BadgeLook = { label: "This browser", tone: "accent", icon: IconDeviceDesktop };

/** Where whoever is signed in is signed in. */
export function SessionsPage() {
  const query = useInfiniteQuery(pagesOptionsFor("sessions.list", {}));
  const hasOthers = query.data?.some((session) => !session.isCurrent) ?? false;
  return (
    <Section title="Sessions" purpose="The browsers in which you are signed in. End those you do not know." action={hasOthers && <EndOtherSessions />}>
      <List label="Sessions" query={query} columns={columns} empty="There are no sessions." />
    </Section>
  );
}

const methods: Record<Session["method"], string> = { link: "by a link", password: "by password" };

const columns: Column<Session>[] = [
  {
    title: "Browser",
    cell: (session) => (
      <>
        <b className="truncate" title={session.userAgent ?? undefined}>
          {browserName(session.userAgent)}
        </b>
        <span className={listClasses.sub}>{session.address ?? "Unknown address"}</span>
      </>
    ),
  },
  {
    title: "Signed in",
    width: "200px",
    hideOnPhone: true,
    cell: (session) => (
      <span className="quiet">
        <Time value={session.createdAt} />, {methods[session.method]}
      </span>
    ),
  },
  {
    title: "Last used",
    width: "120px",
    cell: (session) => (
      <span className="quiet">
        used <Time value={session.lastUsedAt} />
      </span>
    ),
  },
  {
    title: "Actions",
    width: "120px",
    align: "end",
    cell: (session) => (session.isCurrent ? <Badge look={thisOne} /> : <EndSession session={session} />),
  },
];
