import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { pagesOptionsFor } from "../../api/queries";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { LoadMore } from "../../components/List";
import { Section } from "../../components/Section";
import type { Task } from "../../wire";
import { ConversationLink } from "../inbox/ConversationList";
import { TaskBadges } from "../tasks/TaskBadges";
import classes from "./Contacts.module.css";

const pageSize = 10;

/** What was said with them, the latest first. */
export function ContactConversations({ contactId }: { contactId: string }) {
  const query = useInfiniteQuery(pagesOptionsFor("conversations.list", { contactId, includeArchived: true, limit: pageSize }));
  return (
    <History title="Conversations" none="None yet. They appear here when this contact writes." query={query}>
      {query.data?.map((conversation) => (
        <li key={conversation.id}>
          <ConversationLink conversation={conversation} />
        </li>
      ))}
    </History>
  );
}

/** What is to be done for them. */
export function ContactTasks({ contactId }: { contactId: string }) {
  const query = useInfiniteQuery(pagesOptionsFor("tasks.list", { contactId, limit: pageSize }));
  return (
    <History title="Tasks" none="None yet." query={query}>
      {query.data?.map((task) => (
        <li key={task.id}>
          <TaskLink task={task} />
        </li>
      ))}
    </History>
  );
}

function TaskLink({ task }: { task: Task }) {
  return (
    <span className={classes.task}>
      <Link to="/tasks/$taskId" params={{ taskId: String(task.number) }} search={{}}>
        Task {task.number}: {task.title}
      </Link>
      <TaskBadges task={task} />
    </span>
  );
}

interface HistoryProps {
  title: string;
  none: string;
  query: Parameters<typeof LoadMore>[0]["query"] & { data: unknown[] | undefined; refetch: () => unknown };
  children: ReactNode;
}

function History({ title, none, query, children }: HistoryProps) {
  return (
    <Section title={title}>
      {query.error !== null && !query.isFetchNextPageError && <ErrorBox error={query.error} retry={() => query.refetch()} />}
      {query.isPending && <LoadingRows count={2} />}
      {query.data?.length === 0 && <p className={`${classes.none} quiet`}>{none}</p>}
      {query.data !== undefined && query.data.length > 0 && <ul className={classes.history}>{children}</ul>}
      <LoadMore query={query} />
    </Section>
  );
}
