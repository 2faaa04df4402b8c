import { Time } from "../../components/time/Time";
import type { ConversationTransition } from "../../wire";
import { doneBy } from "./conversation-steps";
import classes from "./Thread.module.css";

/** A step somebody took, quiet between the messages. */
export function TransitionLine({ transition }: { transition: ConversationTransition }) {
  const { at, reason, userId, userName } = transition;
  const who = userName ?? (userId === null ? "Patchbay" : "A former member");
  return (
    <p className={classes.transition}>
      {who} {doneBy(transition)} the conversation{reason !== null && `: ${reason}`} · <Time value={at} />
    </p>
  );
}
