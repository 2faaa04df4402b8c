import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { asSentence } from "../../components/as-sentence";
import { Badge, type BadgeLook } from "../../components/Badge";
import { CodeBlock } from "../../components/Copy";
import { duration } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Attempt } from "../../wire";
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
        <li key={attempt.number}>
          <div className={classes.attempt}>
            <b>Attempt {attempt.number}</b>
            <Badge look={outcomeLooks[attempt.outcome]} />
            {attempt.status !== null && <span>HTTP {attempt.status}</span>}
            <span className="quiet">{duration(attempt.durationMs)}</span>
            <Time value={attempt.startedAt} className="quiet" />
          </div>
          {attempt.error !== null && <p className={classes.error}>{asSentence(attempt.error)}</p>}
          {attempt.responseBody !== null && attempt.responseBody !== "" && (
            <details open={index === attempts.length - 1}>
              <summary>Response body</summary>
              <CodeBlock code={prettyPayload(attempt.responseBody)} what={`response body of attempt ${attempt.number}`} />
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
