import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { Section } from "../../components/Section";
import { ConversationLink } from "../inbox/ConversationList";
import classes from "./Home.module.css";

/** Conversations with a message that somebody should look at. Nothing stands here when there is none. */
export function ToReview() {
  const toReview = useQuery(queryOptionsFor("conversations.list", { needsReview: true, limit: 5 }));
  if (toReview.data === undefined) {
    return toReview.error === null ? null : (
      <Section title="To review">
        <ErrorBox error={toReview.error} retry={() => void toReview.refetch()} />
      </Section>
    );
  }
  const { items, nextCursor } = toReview.data;
  if (items.length === 0) return null;
  return (
    <Section
      title="To review"
      action={
        <Link to="/inbox" search={{ needsReview: true }}>
          {nextCursor === null ? "Inbox" : "All to review"}
        </Link>
      }
    >
      <ul className={classes.items}>
        {items.map((conversation) => (
          <li key={conversation.id}>
            <ConversationLink conversation={conversation} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
