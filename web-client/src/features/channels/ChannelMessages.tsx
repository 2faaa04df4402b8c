import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { List, listClasses, type Column } from "../../components/List";
import { messageLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Message } from "../../wire";
import classes from "./Channels.module.css";

const authors: Record<Message["author"], string> = { contact: "From", assistant: "Assistant", member: "Member" };

const columns: Column<Message>[] = [
  {
    title: "Message",
    cell: (message) => (
      <>
        <MessageLink message={message} />
        <span className={listClasses.sub}>
          {authors[message.author]}
          {message.author === "contact" && ` ${message.senderName ?? message.senderIdentifier ?? "an unknown sender"}`}
          {message.status === "deferred" && message.deferredUntil !== null && (
            <span className={classes.waits}>
              {" "}
              · waits for the rate limit until <Time value={message.deferredUntil} absolute />
            </span>
          )}
        </span>
      </>
    ),
  },
  { title: "Status", width: "130px", cell: (message) => <Badge look={messageLooks[message.status]} /> },
  { title: "Time", width: "110px", align: "end", cell: (message) => <Time value={message.createdAt} className="quiet" /> },
];

export function ChannelMessages({ channelId }: { channelId: string }) {
  const query = useInfiniteQuery(pagesOptionsFor("webhooks.getMessages", { webhookId: channelId }));
  return <List label="Messages" query={query} columns={columns} empty="No message has come through this channel yet." />;
}

function MessageLink({ message }: { message: Message }) {
  // A row shows the beginning; a message may have 10 000 characters.
  const text = message.content.trim() === "" ? "No text" : message.content.slice(0, 200);
  if (message.conversationId === null) return <span className="truncate">{text}</span>;
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: message.conversationId }}
      search={{ message: message.id }}
      className={listClasses.open}
      data-row-link
    >
      {text}
    </Link>
  );
}
