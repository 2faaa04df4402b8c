import { Link } from "@tanstack/react-router";
import { thinNumber } from "../../components/time/format";
import type { Conversation } from "../../wire";
import { ContactLink } from "../contacts/ContactLink";
import { contactOf } from "./inbox-search";
import classes from "./Thread.module.css";

export function ThreadHead({ conversation }: { conversation: Conversation }) {
  const count = conversation.messageCount;
  return (
    <div className={classes.headText}>
      <h2 title={contactOf(conversation)}>{contactOf(conversation)}</h2>
      <p className={classes.facts}>
        Conversation {conversation.number}
        {conversation.senderName !== null && ` · ${conversation.senderIdentifier}`} · through{" "}
        <Link to="/channels/$channelId" params={{ channelId: conversation.webhookId }} search={{}}>
          {conversation.webhookName}
        </Link>{" "}
        · {thinNumber(count)} {count === 1 ? "message" : "messages"} ·{" "}
        <Link to="/tasks" search={{ conversationId: conversation.id }}>
          its tasks
        </Link>{" "}
        · <ContactLink contactId={conversation.contactId}>its contact</ContactLink>
      </p>
      {conversation.contextSummary !== null && <p className={`${classes.summary} truncate`} title={conversation.contextSummary}>{conversation.contextSummary}</p>}
    </div>
  );
}
