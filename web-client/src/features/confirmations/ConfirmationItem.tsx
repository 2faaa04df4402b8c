import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { ErrorBox } from "../../components/Feedback";
import { Time } from "../../components/time/Time";
import type { Confirmation } from "../../wire";
import { ContactLink } from "../contacts/ContactLink";
import { useMe } from "../session/use-me";
import classes from "./Confirmations.module.css";
import { useSettleConfirmation } from "./use-settle-confirmation";
import { maySettle } from "./use-waiting";

/** What would happen, who asked for it and until when, with the yes and the no to it. */
export function ConfirmationItem({ confirmation }: { confirmation: Confirmation }) {
  const { summary, code, conversationId, messageId, expiresAt } = confirmation;
  const me = useMe();
  const { saying, error, answer } = useSettleConfirmation(confirmation);
  return (
    <div className={classes.item} role="group" aria-label={`Waiting: ${summary}`}>
      <div className={classes.text}>
        <p className={classes.summary}>{asSentence(summary)}</p>
        <p className={classes.facts}>
          <span>
            <Asker confirmation={confirmation} /> in{" "}
            <Link to="/inbox/$conversationId" params={{ conversationId }} search={{ message: messageId }}>
              this message
            </Link>
          </span>
          <ItsTasks confirmation={confirmation} />
          <span title={`A member may also answer Y ${code} or N ${code} by a channel that knows them.`}>
            Code <b className="mono">{code}</b>
          </span>
          <span>
            Expires <Time value={expiresAt} />
          </span>
          {confirmation.userId !== me.user.id && <OtherMember userId={confirmation.userId} />}
        </p>
      </div>
      {maySettle(me, confirmation) && (
        <div className={classes.buttons}>
          <Button size="xs" loading={saying === "yes"} disabled={saying === "no"} aria-label={`Agree to: ${summary}`} onClick={() => answer(true)}>
            Agree
          </Button>
          <Button size="xs" variant="default" loading={saying === "no"} disabled={saying === "yes"} aria-label={`Decline: ${summary}`} onClick={() => answer(false)}>
            Decline
          </Button>
        </div>
      )}
      {error !== null && (
        <div className={classes.error}>
          <ErrorBox error={error} what="It still waits." />
        </div>
      )}
    </div>
  );
}

/** What was made already and waits for this yes. */
function ItsTasks({ confirmation: { taskIds, conversationId } }: { confirmation: Confirmation }) {
  const [first, ...others] = taskIds;
  if (first === undefined) return null;
  if (others.length === 0) {
    return (
      <Link to="/tasks/$taskId" params={{ taskId: first }} search={{}}>
        Show the task
      </Link>
    );
  }
  return (
    <Link to="/tasks" search={{ conversationId, needsApproval: true }}>
      Show the tasks
    </Link>
  );
}

function OtherMember({ userId }: { userId: string }) {
  const { data } = useQuery(queryOptionsFor("members.list", { limit: 100 }));
  const name = data?.items.find((member) => member.id === userId)?.name;
  return <span>{name ?? "Another member"} is asked</span>;
}

function Asker({ confirmation: { isOwn, userId, contactId } }: { confirmation: Confirmation }) {
  const me = useMe();
  if (isOwn && userId === me.user.id) return <>You asked for it</>;
  return (
    <>
      <ContactLink contactId={contactId} /> asked for it
    </>
  );
}
