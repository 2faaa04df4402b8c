import { IconAlertTriangle } from "@tabler/icons-react";
import { Badge } from "../../components/Badge";
import { useNow } from "../../components/time/clock";
import { isOverdue } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Task } from "../../wire";
import classes from "./Task.module.css";
import { isFinal } from "./use-task-actions";

/** When a task is due; says "Overdue" in words while it is still open. */
export function DueDate({ task }: { task: Pick<Task, "deadline" | "status"> }) {
  const now = useNow();
  if (task.deadline === null) return <span className="quiet">No date</span>;
  const late = !isFinal(task) && isOverdue(task.deadline, now);
  return (
    <span className={classes.due}>
      {late && <Badge plain look={{ label: "Overdue", tone: "bad", icon: IconAlertTriangle }} />}
      <Time value={task.deadline} />
    </span>
  );
}
