import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Time } from "../../components/time/Time";
import type { Task } from "../../wire";
import classes from "./Task.module.css";

/** Where the task came from and what became of it, in time order. */
export function TaskStory({ task }: { task: Task }) {
  return (
    <section aria-label="History">
      <ol className={classes.story}>
        <Step at={task.createdAt} what="Created">
          <Source task={task} />
        </Step>
        {task.completedAt === null && task.updatedAt !== task.createdAt && <Step at={task.updatedAt} what="Last changed" />}
        {task.completedAt !== null && (
          <Step at={task.completedAt} what={endings[task.status] ?? "Finished"}>
            {task.error !== null && <p className={classes.text}>{task.error}</p>}
            {task.result !== null && <p className={classes.text}>{task.result}</p>}
          </Step>
        )}
      </ol>
    </section>
  );
}

const endings: Partial<Record<Task["status"], string>> = {
  completed: "Completed",
  failed: "Failed",
  cancelled: "Cancelled",
};

function Step({ at, what, children }: { at: string; what: string; children?: ReactNode }) {
  return (
    <li>
      <span className={classes.what}>{what}</span> <Time value={at} className="quiet" />
      {children}
    </li>
  );
}

function Source({ task }: { task: Task }) {
  if (task.conversationId === null) return <p className="quiet">Not from a message.</p>;
  return (
    <p>
      <Link
        to="/inbox/$conversationId"
        params={{ conversationId: task.conversationId }}
        search={task.sourceMessageId === null ? {} : { message: task.sourceMessageId }}
      >
        {task.sourceMessageId === null ? "Open the conversation" : "Show the message it came from"}
      </Link>
    </p>
  );
}
