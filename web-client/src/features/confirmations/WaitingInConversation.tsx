import { Badge } from "../../components/Badge";
import { ErrorBox } from "../../components/Feedback";
import { waitingLook } from "../../components/looks";
import { useMe } from "../session/use-me";
import { ConfirmationItem } from "./ConfirmationItem";
import classes from "./Confirmations.module.css";
import { maySettle, useWaitingIn } from "./use-waiting";

/** What waits for a yes or no in a conversation, above where one writes. What was settled is told by its messages. */
export function WaitingInConversation({ conversationId }: { conversationId: string }) {
  const me = useMe();
  const { waiting, error, retry } = useWaitingIn(conversationId);
  if (waiting === undefined) {
    return error === null ? null : (
      <div className={classes.banner}>
        <ErrorBox error={error} retry={retry} what="What waits for an answer could not be loaded." />
      </div>
    );
  }
  if (waiting.length === 0) return null;
  const isMine = waiting.some((each) => maySettle(me, each));
  const look = isMine ? waitingLook : { ...waitingLook, label: "Waiting for another member's answer" };
  return (
    <section className={classes.banner} aria-label={look.label}>
      <Badge plain look={look} />
      <ul className={classes.list}>
        {waiting.map((confirmation) => (
          <li key={confirmation.id}>
            <ConfirmationItem confirmation={confirmation} />
          </li>
        ))}
      </ul>
    </section>
  );
}
