import { Badge } from "../../components/Badge";
import { needsApprovalLook, taskStatusLooks } from "../../components/looks";
import type { Task } from "../../wire";
import classes from "./Task.module.css";
import { isToApprove } from "./use-task-actions";

/** Where a task stands, and whether somebody has to agree to it first. */
export function TaskBadges({ task }: { task: Pick<Task, "status" | "needsApproval"> }) {
  return (
    <span className={classes.badges}>
      {isToApprove(task) && <Badge look={needsApprovalLook} />}
      <Badge look={taskStatusLooks[task.status]} />
    </span>
  );
}
