import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { asSentence } from "../../components/as-sentence";
import { Badge, type BadgeLook } from "../../components/Badge";
import { CodeBlock } from "../../components/Copy";
import { duration } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Attempt, HeaderLine } from "../../wire";
import { errorClasses } from "./delivery-words";
import classes from "./Logs.module.css";
import { prettyPayload } from "./pretty-payload";

const outcomeLooks: Record<Attempt["outcome"], BadgeLook> = {
  success: { label: "Succeeded", tone: "good", icon: IconCircleCheck },
  failed: { label: "Failed", tone: "bad", icon: IconAlertTriangle },
  unknown: { label: "Unknown", tone: "warn", icon: IconHelpCircle },
};

/** Every attempt, the first one first. The last one's answer stands open. */
export function AttemptTimeline({ attempts }: { attempts: Attempt[] }) {
  if (attempts.length === 0) return <p className="quiet">No attempt yet.</p>;
  return (
    <ol className={classes.timeline}>
      {attempts.map((attempt, index) => (
        <li key={attempt.number} data-outcome={attempt.outcome}>
          <OneAttempt attempt={attempt} isLast={index === attempts.length - 1} />
        </li>
      ))}
    </ol>
  );
}

function OneAttempt({ attempt, isLast }: { attempt: Attempt; isLast: boolean }) {
  const { number, responseBody } = attempt;
  return (
    <>
      <div className={classes.attempt}>
        <b>Attempt {number}</b>
        <Badge look={outcomeLooks[attempt.outcome]} />
        {attempt.status !== null && <span>HTTP {attempt.status}</span>}
        <span className="quiet">{duration(attempt.durationMs)}</span>
        <Time value={attempt.startedAt} className="quiet" />
      </div>
      <Why attempt={attempt} />
      {attempt.remoteAddress !== null && (
        <p className={`quiet ${classes.address}`}>
          Answered from <span className="mono">{attempt.remoteAddress}</span>
        </p>
      )}
      <Headers title="Request headers" lines={attempt.requestHeaders} what={`request headers of attempt ${number}`} />
      <Headers title="Response headers" lines={attempt.responseHeaders} what={`response headers of attempt ${number}`} />
      {responseBody !== null && responseBody !== "" && (
        <details open={isLast}>
          <summary>Response body</summary>
          <CodeBlock code={prettyPayload(responseBody)} what={`response body of attempt ${number}`} />
        </details>
      )}
    </>
  );
}

/** Where it broke off in a word, then what exactly was said. */
function Why({ attempt: { error, errorClass } }: { attempt: Attempt }) {
  if (error === null && errorClass === null) return null;
  return (
    <p className={classes.error}>
      {errorClass !== null && <b>{errorClasses[errorClass]}. </b>}
      {error !== null && asSentence(error)}
    </p>
  );
}

function Headers({ title, lines, what }: { title: string; lines: HeaderLine[]; what: string }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({lines.length})
      </summary>
      <CodeBlock code={lines.map(({ name, value }) => `${name}: ${value}`).join("\n")} what={what} />
    </details>
  );
}
