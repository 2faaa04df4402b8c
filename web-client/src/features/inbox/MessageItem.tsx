import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { messageLooks, unansweredSentences } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Message } from "../../wire";
import { DeliveryState } from "./DeliveryState";
import { MessageContent } from "./MessageContent";
import { ReviewBanner } from "./ReviewBanner";
import classes from "./Thread.module.css";
import { Understood } from "./Understood";

interface MessageItemProps {
  message: Message;
  /** Who the contact is. */
  name: string;
  fresh: boolean;
  shown: boolean;
}

/** What was said, what was understood of it or what became of it on its way. */
export function MessageItem({ message, name, fresh, shown }: MessageItemProps) {
  const author = { contact: message.senderName ?? name, assistant: "Assistant", member: "Member" }[message.author];
  const inbound = message.direction === "inbound";
  return (
    <article
      className={classes.message}
      aria-label={`Message from ${author}`}
      data-message={message.id}
      data-direction={message.direction}
      data-fresh={fresh || undefined}
      data-shown={shown || undefined}
    >
      <p className={classes.by}>
        <b title={author}>{author}</b>
        <Time value={message.createdAt} />
      </p>
      <MessageContent message={message} />
      {inbound ? <Understood message={message} /> : <DeliveryState message={message} />}
      {inbound && <InboundState message={message} />}
      <ReviewBanner message={message} />
    </article>
  );
}

/** Where a message stands that is not simply answered, and why. */
function InboundState({ message }: { message: Message }) {
  const { status, unanswered, review, deferredUntil, error } = message;
  // What to review says why in its own words.
  const saysWhy = unanswered !== null && review === null;
  if (status === "processed" && !saysWhy && error === null) return null;
  return (
    <div className={classes.below}>
      {status !== "processed" && <Badge look={messageLooks[status]} />}
      {status === "deferred" && (
        <span className="quiet">
          {deferredUntil === null ? (
            "Waits for the rate limit."
          ) : (
            <>
              Waits for the rate limit until <Time value={deferredUntil} absolute />
            </>
          )}
        </span>
      )}
      {saysWhy && <span className="quiet">{unansweredSentences[unanswered]}</span>}
      {error !== null && <span>{asSentence(error)}</span>}
    </div>
  );
}
