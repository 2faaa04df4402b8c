import type { ReactNode } from "react";
import { asSentence } from "../../components/as-sentence";
import { Facts } from "../../components/Facts";
import { certaintyLabels, intentLabels, languageNames, priorityLooks, trustLooks } from "../../components/looks";
import { duration, thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Message, MessageCorrection, MessageTurn, Understanding } from "../../wire";
import { dollars } from "../settings/usage/usage-totals";
import { correctionInWords } from "./correction-words";
import classes from "./Thread.module.css";
import { changeInWords } from "./UnderstoodLine";

/** All that is known of how a message was understood. */
export function UnderstoodDetails({ message }: { message: Message }) {
  const { turn, corrections } = message;
  return (
    <div className={classes.details} role="group" aria-label="How it was understood">
      {turn !== null && <Facts facts={[...(turn.understanding === null ? [] : understoodFacts(turn.understanding)), ...turnFacts(turn)]} />}
      {turn !== null && turn.understanding === null && <p className="quiet">What was understood of messages was not kept then.</p>}
      {corrections.length > 0 && <Corrections corrections={corrections} />}
    </div>
  );
}

type Fact = [string, ReactNode];

function understoodFacts(understanding: Understanding): Fact[] {
  const { people, projects, amounts, tasks, changes, answer } = understanding;
  const facts: Fact[] = [
    ["Meant as", understanding.intents.map((intent) => intentLabels[intent]).join(", ")],
    ["Language", languageNames[understanding.language]],
    ["Certainty", certaintyLabels[understanding.certainty]],
    ["Sender", trustLooks[understanding.trust].label],
  ];
  if (people.length > 0) facts.push(["People", people.join(", ")]);
  if (projects.length > 0) facts.push(["Projects", projects.join(", ")]);
  if (amounts.length > 0) facts.push(["Amounts", amounts.join(", ")]);
  if (tasks.length > 0) facts.push(["Tasks", <Lines key="tasks" lines={tasks.map((task, index) => <TaskRead key={index} task={task} />)} />]);
  if (changes.length > 0) facts.push(["Changes", <Lines key="changes" lines={changes.map((change, index) => <ChangeRead key={index} change={change} />)} />]);
  if (answer !== null) facts.push(["Answer", <span key="answer" className={classes.content}>{answer}</span>]);
  return facts;
}

function TaskRead({ task }: { task: Understanding["tasks"][number] }) {
  return (
    <>
      {task.title}
      <span className="quiet">
        , {priorityLooks[task.priority].label.toLowerCase()} priority
        {task.dueAt !== null && (
          <>
            , due <Time value={task.dueAt} absolute />
            {!task.hasDueTime && " (only a day was named)"}
          </>
        )}
        {task.assignee !== null && `, for ${task.assignee}`}
        {task.number === null && ", not made"}
      </span>
    </>
  );
}

function ChangeRead({ change }: { change: Understanding["changes"][number] }) {
  return (
    <>
      {changeInWords(change)}
      {change.dueAt !== null && (
        <>
          {" "}
          to <Time value={change.dueAt} absolute />
        </>
      )}
    </>
  );
}

function Lines({ lines }: { lines: ReactNode[] }) {
  return (
    <ul className={classes.lines}>
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ul>
  );
}

function turnFacts(turn: MessageTurn): Fact[] {
  const facts: Fact[] = [["Read by", turn.model === "built-in" ? "The built-in assistant" : turn.model]];
  if (turn.askedModel !== null) facts.push(["Asked first", turn.askedModel]);
  if (turn.fallbackReason !== null) facts.push(["Why not by it", asSentence(turn.fallbackReason)]);
  facts.push(["Took", duration(turn.durationMs)]);
  if (turn.promptVersion !== null) facts.push(["Prompt", <span key="prompt" className="mono">{turn.promptVersion}</span>]);
  if (turn.inputTokens !== null && turn.outputTokens !== null) {
    facts.push(["Tokens", `${thinNumber(turn.inputTokens)} in, ${thinNumber(turn.outputTokens)} out`]);
  }
  if (turn.costUsd !== null) facts.push(["Cost", dollars(turn.costUsd)]);
  if (turn.isRepaired) facts.push(["Repaired", "Its first answer would not do, its second one did"]);
  return facts;
}

function Corrections({ corrections }: { corrections: MessageCorrection[] }) {
  return (
    <ol className={classes.corrections} aria-label="Corrections">
      {corrections.map((correction) => (
        <li key={correction.id}>
          <b>{correction.by ?? "A former member"}</b> <Time value={correction.at} className="quiet" />
          <Lines lines={correctionInWords(correction)} />
        </li>
      ))}
    </ol>
  );
}
