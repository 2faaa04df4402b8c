import { IconBulb, IconCalendar, IconChecklist, IconQuestionMark } from "@tabler/icons-react";
import { Badge } from "../../components/Badge";
import { intentLabels, priorityLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Understanding } from "../../wire";
import classes from "./Thread.module.css";

/** What would be understood of a message, in one line. */
export function UnderstoodLine({ understanding }: { understanding: Understanding }) {
  const { intents, urgency, tasks, changes, certainty } = understanding;
  const label = intents.map((intent) => intentLabels[intent]).join(", ");
  return (
    <div className={classes.below} role="group" aria-label="Understood">
      <Badge plain look={{ label, tone: "neutral", icon: IconBulb }} />
      <Badge plain look={{ ...priorityLooks[urgency], label: `${priorityLooks[urgency].label} urgency` }} />
      {tasks.map((task, index) => (
        <span key={index} className={classes.piece}>
          <IconChecklist size={14} aria-hidden /> {task.title}
          {task.dueAt !== null && (
            <>
              , due <Time value={task.dueAt} absolute />
            </>
          )}
        </span>
      ))}
      {changes.map((change, index) => (
        <span key={index} className={classes.piece}>
          <IconCalendar size={14} aria-hidden /> {changeInWords(change)}
        </span>
      ))}
      {certainty === "low" && <Badge plain look={{ label: "Unsure", tone: "warn", icon: IconQuestionMark }} />}
    </div>
  );
}

const changeVerbs: Record<Understanding["changes"][number]["kind"], string> = {
  complete: "is done",
  cancel: "is cancelled",
  reopen: "is opened again",
  reschedule: "is moved",
  reprioritise: "has another priority",
  rename: "has another title",
  assign: "is somebody else's",
};

/** "Task 12 is done". */
export function changeInWords({ number, words, kind, priority, title, assignee }: Understanding["changes"][number]): string {
  const name = number === null ? `“${words ?? ""}” (no known task)` : `Task ${number}`;
  if (kind === "reprioritise" && priority !== null) return `${name} is now of ${priority} priority`;
  if (kind === "rename" && title !== null) return `${name} is now called “${title}”`;
  if (kind === "assign" && assignee !== null) return `${name} is with ${assignee}`;
  return `${name} ${changeVerbs[kind]}`;
}
