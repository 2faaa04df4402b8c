import { VisuallyHidden } from "@mantine/core";
import { usePageTitle } from "../../components/Page";
import { ConversationList } from "./ConversationList";
import classes from "./Inbox.module.css";
import type { InboxSearch } from "./inbox-search";
import { Thread } from "./Thread";

/** The conversations and, beside them, one thread. On a phone one of the two. */
export function InboxPage({ search, conversationId }: { search: InboxSearch; conversationId: string | undefined }) {
  usePageTitle("Inbox");
  return (
    <div className={classes.inbox} data-open={conversationId !== undefined || undefined}>
      {/* On a phone the list and its visible title give way to the thread; the page keeps its heading. */}
      <VisuallyHidden>
        <h1>Inbox</h1>
      </VisuallyHidden>
      <section className={classes.list} aria-label="Conversations">
        <ConversationList search={search} conversationId={conversationId} />
      </section>
      <section className={classes.thread} aria-label="Thread">
        {conversationId === undefined ? (
          <p className={classes.choose}>Choose a conversation to read it.</p>
        ) : (
          <Thread key={conversationId} conversationId={conversationId} search={search} />
        )}
      </section>
    </div>
  );
}
