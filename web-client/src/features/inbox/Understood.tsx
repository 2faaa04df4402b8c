import { IconBulb, IconCalendar, IconFolder, IconUser } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Badge } from "../../components/Badge";
import { intentLabels, priorityLooks, taskStatusLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Message } from "../../wire";
import classes from "./Thread.module.css";

/** What the assistant read in a message, and the tasks it made from it. */
export function Understood({ message }: { message: Message }) {
  const { intent, urgency, entities, tasks } = message;
  if (intent === null && tasks.length === 0) return null;
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
        {entities?.people.map((person) => <Badge key={person} plain look={{ label: person, tone: "neutral", icon: IconUser }} />)}
        {entities?.projects.map((project) => <Badge key={project} plain look={{ label: project, tone: "neutral", icon: IconFolder }} />)}
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
