import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { needsApprovalLook, priorityLooks } from "../../components/looks";
import { Section } from "../../components/Section";
import { useNow } from "../../components/time/clock";
import type { Task } from "../../wire";
import { DueDate } from "../tasks/DueDate";
import { isToApprove, useTaskActions } from "../tasks/use-task-actions";
import classes from "./Home.module.css";
import { needsAttention } from "./needs-attention";

const shownAtMost = 8;

export function AttentionTasks() {
  const now = useNow();
  const pending = useQuery(queryOptionsFor("tasks.list", { status: "pending", limit: 100 }));
  const started = useQuery(queryOptionsFor("tasks.list", { status: "in_progress", limit: 100 }));
  const error = pending.error ?? started.error;
  const retry = () => {
    void pending.refetch();
    void started.refetch();
  };
  const tasks = pending.data && started.data && needsAttention([...pending.data.items, ...started.data.items], now);
  return (
    <Section title="Urgent and overdue tasks" action={<Link to="/tasks">Tasks</Link>}>
      {tasks === undefined ? (
        error === null ? <LoadingRows count={4} /> : <ErrorBox error={error} retry={retry} />
      ) : tasks.length === 0 ? (
        <p className={classes.calm}>
          <IconCircleCheck size={18} aria-hidden /> No open task is urgent or overdue.
        </p>
      ) : (
        <ul className={classes.items}>
          {tasks.slice(0, shownAtMost).map((task) => (
            <li key={task.id} className={classes.row}>
              <AttentionTask task={task} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function AttentionTask({ task }: { task: Task }) {
  const actions = useTaskActions(task);
  return (
    <>
      <div className={classes.name}>
        <Link to="/tasks/$taskId" params={{ taskId: String(task.number) }} search={{}} title={task.title} data-row-link>
          {task.title}
        </Link>
        <span className={classes.sub}>Task {task.number}</span>
      </div>
      {isToApprove(task) && <Badge plain look={needsApprovalLook} />}
      <Badge plain look={priorityLooks[task.priority]} />
      <DueDate task={task} />
      <Button size="xs" variant="default" loading={actions.busy} aria-label={`Complete task ${task.number}`} onClick={actions.complete}>
        Complete
      </Button>
    </>
  );
}
