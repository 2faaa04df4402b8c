import { Link } from "@tanstack/react-router";
import { Badge } from "../../components/Badge";
import { conversationLooks } from "../../components/looks";
import { thinNumber } from "../../components/time/format";
import type { Conversation } from "../../wire";
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
        </Link>
      </p>
      {conversation.status !== "active" && <Badge look={conversationLooks[conversation.status]} />}
      {conversation.contextSummary !== null && <p className={`${classes.summary} truncate`} title={conversation.contextSummary}>{conversation.contextSummary}</p>}
    </div>
  );
}
