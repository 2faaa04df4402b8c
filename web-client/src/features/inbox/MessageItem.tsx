import { Button } from "@mantine/core";
import { useState } from "react";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { messageLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Message } from "../../wire";
import { DeliveryState } from "./DeliveryState";
import classes from "./Thread.module.css";
import { Understood } from "./Understood";

/** Above this a message is cut and can be shown in full. */
const longMessage = 1200;

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
      <div className={classes.bubble}>
        <Content text={message.content} />
        <Attachments message={message} />
      </div>
      {inbound ? <Understood message={message} /> : <DeliveryState message={message} />}
      {inbound && message.status !== "processed" && (
        <div className={classes.below}>
          <Badge look={messageLooks[message.status]} />
          {message.error !== null && <span>{asSentence(message.error)}</span>}
        </div>
      )}
    </article>
  );
}

function Content({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const long = text.length > longMessage;
  return (
    <>
      <p className={classes.content} data-clamped={(long && !whole) || undefined}>
        {text}
      </p>
      {long && (
        <Button variant="subtle" size="compact-xs" mt={4} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? "Show less" : "Show the whole message"}
        </Button>
      )}
    </>
  );
}

function Attachments({ message }: { message: Message }) {
  if (message.attachments.length === 0) return null;
  return (
    <ul className={classes.attachments}>
      {message.attachments.map((attachment, index) => (
        <li key={index}>
          <AttachmentLink url={attachment.url} name={attachment.name ?? attachment.url} /> <span className="quiet">{attachment.type}</span>
        </li>
      ))}
    </ul>
  );
}

/** Senders choose these URLs: only web addresses become links. */
function AttachmentLink({ url, name }: { url: string; name: string }) {
  if (!/^https?:\/\//i.test(url)) return <span>{name}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {name}
    </a>
  );
}
