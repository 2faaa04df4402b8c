import { ActionIcon, Button } from "@mantine/core";
import { IconArrowDown, IconArrowLeft } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { pagesOptionsFor, queryOptionsFor } from "../../api/queries";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { LoadMore } from "../../components/List";
import { usePageTitle } from "../../components/Page";
import { useNow, useZone } from "../../components/time/clock";
import { dayName } from "../../components/time/format";
import { useFresh } from "../../components/use-fresh";
import type { ChannelType, Conversation } from "../../wire";
import { useChannels } from "../channels/use-channels";
import { WaitingInConversation } from "../confirmations/WaitingInConversation";
import { ConversationSteps } from "./ConversationSteps";
import { contactOf, filtersOf, type InboxSearch } from "./inbox-search";
import { MessageItem } from "./MessageItem";
import { ReplyBox } from "./ReplyBox";
import { StatusBanner } from "./StatusBanner";
import { threadItems, type ThreadItem } from "./thread-items";
import classes from "./Thread.module.css";
import { ThreadHead } from "./ThreadHead";
import { TransitionLine } from "./TransitionLine";
import { useThreadScroll } from "./use-thread-scroll";

/** How many pages of older messages are fetched to find the one a link names. */
const searchDepth = 10;

export function Thread({ conversationId, search }: { conversationId: string; search: InboxSearch }) {
  const navigate = useNavigate();
  const conversation = useQuery(queryOptionsFor("conversations.get", { id: conversationId }));
  const title = conversation.data === undefined ? "Conversation" : contactOf(conversation.data);
  const channels = useChannels();
  usePageTitle(`${title} · Inbox`);
  const back = () => void navigate({ to: "/inbox", search: filtersOf(search) });
  return (
    <>
      <header className={classes.head}>
        <ActionIcon className={classes.back} variant="subtle" color="gray" size="lg" aria-label="Back to the conversations" onClick={back}>
          <IconArrowLeft size={20} aria-hidden />
        </ActionIcon>
        {conversation.data !== undefined ? (
          <>
            <ThreadHead conversation={conversation.data} />
            <ConversationSteps conversation={conversation.data} />
          </>
        ) : conversation.isPending ? (
          <LoadingRows count={2} />
        ) : (
          <ErrorBox error={conversation.error} retry={() => void conversation.refetch()} />
        )}
      </header>
      {conversation.data !== undefined && (
        <Messages conversation={conversation.data} name={title} type={channels.typeOf(conversation.data.webhookId)} target={search.message} />
      )}
    </>
  );
}

interface MessagesProps {
  conversation: Conversation;
  name: string;
  type: ChannelType | undefined;
  target: string | undefined;
}

function Messages({ conversation, name, type, target }: MessagesProps) {
  const conversationId = conversation.id;
  const query = useInfiniteQuery(pagesOptionsFor("conversations.messages", { id: conversationId }));
  // The latest steps; a conversation with more of them has long been told by its messages.
  const transitions = useQuery(queryOptionsFor("conversations.transitions", { id: conversationId, limit: 100 }));
  const newestFirst = query.data;
  const found = target === undefined || newestFirst?.some((message) => message.id === target) === true;
  const searching = !found && query.hasNextPage && (newestFirst?.length ?? 0) < searchDepth * 50 && query.error === null;
  const { fetchNextPage, isFetchingNextPage } = query;
  useEffect(() => {
    if (searching && !isFetchingNextPage) void fetchNextPage();
  }, [searching, isFetchingNextPage, fetchNextPage]);

  const fresh = useFresh(newestFirst);
  const shown = searching ? [] : (newestFirst?.toReversed() ?? []);
  const items = threadItems(shown, searching ? [] : (transitions.data?.items ?? []), !query.isPending && !query.hasNextPage);
  const thread = useThreadScroll(shown.at(-1)?.id, target);
  return (
    <>
      <div ref={thread.scroll} onScroll={thread.onScroll} className={classes.scroll} tabIndex={0} role="region" aria-label="Messages">
        {query.error !== null && !query.isFetchNextPageError && <ErrorBox error={query.error} retry={() => void query.refetch()} />}
        {(query.isPending || searching) && <LoadingRows height={40} />}
        {newestFirst?.length === 0 && <EmptyState>There are no messages in this conversation yet.</EmptyState>}
        {!searching && <LoadMore query={query}>Load earlier messages</LoadMore>}
        <ThreadItems items={items} name={name} fresh={fresh} target={target} />
      </div>
      <div className={classes.foot}>
        {thread.hasNewer && (
          <div className={classes.newer}>
            <Button size="xs" leftSection={<IconArrowDown size={14} aria-hidden />} onClick={thread.toEnd}>
              New messages
            </Button>
          </div>
        )}
        <WaitingInConversation conversationId={conversationId} />
        <StatusBanner conversation={conversation} />
        {conversation.status !== "archived" && <ReplyBox conversationId={conversationId} name={name} type={type} />}
      </div>
    </>
  );
}

interface ThreadItemsProps {
  items: ThreadItem[];
  name: string;
  fresh: ReadonlySet<string>;
  target: string | undefined;
}

function ThreadItems({ items, name, fresh, target }: ThreadItemsProps) {
  const now = useNow();
  const zone = useZone();
  let day = "";
  return (
    <ol className={classes.messages} aria-live="polite" aria-relevant="additions">
      {items.map(({ id, at, message, transition }) => {
        const its = dayName(at, now, zone);
        const opensDay = its !== day;
        day = its;
        return (
          <li key={id}>
            {opensDay && <p className={classes.day}>{its}</p>}
            {message !== undefined ? (
              <MessageItem message={message} name={name} fresh={fresh.has(id)} shown={id === target} />
            ) : (
              <TransitionLine transition={transition} />
            )}
          </li>
        );
      })}
    </ol>
  );
}
