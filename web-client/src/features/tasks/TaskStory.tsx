import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { queryOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { channelTypeLooks, deliveryLooks, intentLabels, priorityLooks } from "../../components/looks";
import { Section } from "../../components/Section";
import { Time } from "../../components/time/Time";
import type { Task, TaskSent, TaskSource, TaskStep, TaskStory as Story } from "../../wire";
import { deliveryKinds } from "../logs/delivery-words";
import classes from "./Task.module.css";
import { stepLabel, stepMaker } from "./task-steps";

/** Why the task is there and stands as it does: what came, what was understood, what was done, what left. */
export function TaskStory({ task }: { task: Task }) {
  const story = useQuery(queryOptionsFor("tasks.story", { id: task.id }));
  return (
    <Section title="Why?">
      {story.data !== undefined ? (
        <ol className={classes.story}>
          <Came task={task} source={story.data.source} />
          <Understood story={story.data} />
          {story.data.steps.map((step, index) => (
            <Done key={index} step={step} task={task} isLast={index === story.data.steps.length - 1} />
          ))}
          <Left sent={story.data.sent} />
        </ol>
      ) : story.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={story.error} retry={() => void story.refetch()} />
      )}
    </Section>
  );
}

function Came({ task, source }: { task: Task; source: TaskSource | null }) {
  if (source === null) {
    return (
      <Step what="Made by hand" at={task.createdAt}>
        {task.conversationId === null ? <p className="quiet">Not from a message.</p> : <Thread id={task.conversationId} words="Open the conversation" />}
      </Step>
    );
  }
  const channel = source.channelName ?? (source.channelType === null ? null : channelTypeLooks[source.channelType].label);
  return (
    <Step what={`Message from ${source.who}`} at={source.at}>
      {channel !== null && <p className="quiet">Through {channel}</p>}
      <blockquote className={classes.quote}>{source.excerpt}</blockquote>
      {source.conversationId !== null && (
        <Thread id={source.conversationId} message={source.messageId} words="Show the message it came from" />
      )}
    </Step>
  );
}

function Thread({ id, message, words }: { id: string; message?: string; words: string }) {
  return (
    <p>
      <Link to="/inbox/$conversationId" params={{ conversationId: id }} search={message === undefined ? {} : { message }}>
        {words}
      </Link>
    </p>
  );
}

function Understood({ story: { turn, source } }: { story: Story }) {
  if (turn === null) return null;
  const read = [source?.intent && intentLabels[source.intent], source?.urgency && `${priorityLooks[source.urgency].label} urgency`];
  return (
    <Step what="Understood" at={turn.takenAt}>
      <p className="quiet">
        {[...read.filter(Boolean), turn.askedModel === null ? `by ${turn.model}` : `by ${turn.model} instead of ${turn.askedModel}`].join(" · ")}
      </p>
      {turn.fallbackReason !== null && <p className="quiet">{turn.fallbackReason}</p>}
    </Step>
  );
}

function Done({ step, task, isLast }: { step: TaskStep; task: Task; isLast: boolean }) {
  return (
    <Step what={stepLabel(step)} at={step.at} by={stepMaker(step)}>
      {/* What it came to stands at the end that it came to. */}
      {isLast && task.completedAt !== null && task.error !== null && <p className={classes.text}>{task.error}</p>}
      {isLast && task.completedAt !== null && task.result !== null && <p className={classes.text}>{task.result}</p>}
    </Step>
  );
}

function Left({ sent }: { sent: TaskSent[] }) {
  if (sent.length === 0) return null;
  return (
    <Step what="What left">
      <ul className={classes.sent}>
        {sent.map((one) => (
          <li key={one.deliveryId}>
            <Link to="/logs/$deliveryId" params={{ deliveryId: one.deliveryId }} search={{}}>
              {one.kind === "event" ? one.eventType : deliveryKinds[one.kind]}
            </Link>{" "}
            <span className="quiet">{one.to === null ? "in the inbox" : `to ${one.to}`}</span> <Badge plain look={deliveryLooks[one.status]} />
            {one.lastError !== null && one.status !== "success" && <p className={classes.text}>{one.lastError}</p>}
          </li>
        ))}
      </ul>
    </Step>
  );
}

function Step({ what, at, by, children }: { what: string; at?: string; by?: string; children?: ReactNode }) {
  return (
    <li>
      <span className={classes.what}>{what}</span> {by !== undefined && <span className="quiet">by {by} </span>}
      {at !== undefined && <Time value={at} className="quiet" />}
      {children}
    </li>
  );
}
