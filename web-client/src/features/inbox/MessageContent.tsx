import { Button } from "@mantine/core";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { useId, useState } from "react";
import { Badge } from "../../components/Badge";
import type { Message } from "../../wire";
import { Attachments } from "./Attachments";
import classes from "./Thread.module.css";

/** Above this a message is cut and can be shown in full. */
const longMessage = 1200;

/** What was said: of a mail also its subject and, if asked for, what it quotes. */
export function MessageContent({ message }: { message: Message }) {
  const { email } = message;
  const text = textBelowSubject(message);
  return (
    <div className={classes.bubble}>
      {email !== null && (email.subject !== null || email.isForwarded) && (
        <p className={classes.subject}>
          {email.subject !== null && <b>{email.subject}</b>}
          {email.isForwarded && <Badge plain look={{ label: "Forwarded", tone: "neutral", icon: IconArrowForwardUp }} />}
        </p>
      )}
      {text !== "" && <Text text={text} />}
      {message.content.trim() === "" && <p className={`${classes.content} quiet`}>No text</p>}
      {email !== null && email.quoted !== null && email.quoted.trim() !== "" && <Quoted text={email.quoted} />}
      <Attachments attachments={message.attachments} />
    </div>
  );
}

/** A mail that begins a thread has its subject, without "Fwd:", above its text; here it stands there already. */
function textBelowSubject({ content, email }: Message): string {
  const subject = email?.subject?.trim() ?? "";
  const [first = "", ...rest] = content.split("\n\n");
  const prefixes = subject.endsWith(first) ? subject.slice(0, subject.length - first.length) : null;
  const isSubject = first !== "" && prefixes !== null && /^([^:\s]{1,12}:\s*)*$/.test(prefixes);
  return (isSubject ? rest.join("\n\n") : content).trim();
}

function Text({ text }: { text: string }) {
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

function Quoted({ text }: { text: string }) {
  const [shown, setShown] = useState(false);
  const id = useId();
  return (
    <>
      <Button variant="subtle" size="compact-xs" mt={4} ml={-8} aria-expanded={shown} aria-controls={id} onClick={() => setShown(!shown)}>
        {shown ? "Hide quoted text" : "Show quoted text"}
      </Button>
      <blockquote id={id} hidden={!shown} className={classes.quoted}>
        {text}
      </blockquote>
    </>
  );
}
