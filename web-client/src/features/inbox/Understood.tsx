import { IconBulb, IconCalendar, IconPencilCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { Badge } from "../../components/Badge";
import { intentLabels, priorityLooks, taskStatusLooks, trustLooks } from "../../components/looks";
import { duration } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Message } from "../../wire";
import { CorrectMessage } from "./CorrectMessage";
import classes from "./Thread.module.css";
import { UnderstoodDetails } from "./UnderstoodDetails";

/** What the assistant read in a message, by whom it was read, what members said about that, and the tasks made from it. */
export function Understood({ message }: { message: Message }) {
  const { intent, urgency, entities, tasks, turn, corrections } = message;
  const [open, setOpen] = useState(false);
  const id = useId();
  // What has no conversation yet was not read yet.
  const isRead = message.conversationId !== null && message.status === "processed";
  if (intent === null && tasks.length === 0 && turn === null && !isRead) return null;
  const correction = corrections.at(-1);
  return (
    <>
      <div className={classes.below} aria-label="Understood" role="group">
        {intent !== null && <Badge plain look={{ label: intentLabels[intent], tone: "neutral", icon: IconBulb }} />}
        {urgency !== null && <Badge plain look={{ ...priorityLooks[urgency], label: `${priorityLooks[urgency].label} urgency` }} />}
        {entities?.dates.map((date, index) => (
          <span key={index} className="quiet">
            <IconCalendar size={14} aria-hidden style={{ verticalAlign: "-2px" }} /> “{date.text}” is <Time value={date.at} absolute />
          </span>
        ))}
        {turn?.understanding != null && <Badge plain look={trustLooks[turn.understanding.trust]} />}
        {turn !== null && (
          <span className="quiet">
            {turn.model === "built-in" ? "Built-in" : turn.model} · {duration(turn.durationMs)}
          </span>
        )}
        {correction !== undefined && (
          <span className="quiet">
            <IconPencilCheck size={14} aria-hidden style={{ verticalAlign: "-2px" }} /> Corrected by {correction.by ?? "a former member"}{" "}
            <Time value={correction.at} />
          </span>
        )}
        <span className={classes.verbs}>
          {(turn !== null || correction !== undefined) && (
            <button type="button" className={classes.verb} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
              {open ? "Hide details" : "Details"}
            </button>
          )}
          {isRead && <CorrectMessage message={message} />}
        </span>
      </div>
      <div id={id} hidden={!open}>
        {open && <UnderstoodDetails message={message} />}
      </div>
      {tasks.length > 0 && (
        <ul className={classes.tasks} aria-label="Tasks made from this message">
          {tasks.map((task) => (
            <li key={task.id}>
              <Link to="/tasks/$taskId" params={{ taskId: String(task.number) }} search={{}}>
                Task {task.number}: {task.title}
              </Link>
              <Badge look={taskStatusLooks[task.status]} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
