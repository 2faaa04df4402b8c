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
import type { ChannelType, Message } from "../../wire";
import { useChannels } from "../channels/use-channels";
import { contactOf, filtersOf, type InboxSearch } from "./inbox-search";
import { MessageItem } from "./MessageItem";
import { ReplyBox } from "./ReplyBox";
import classes from "./Thread.module.css";
import { ThreadHead } from "./ThreadHead";
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
          <ThreadHead conversation={conversation.data} />
        ) : conversation.isPending ? (
          <LoadingRows count={2} />
        ) : (
          <ErrorBox error={conversation.error} retry={() => void conversation.refetch()} />
        )}
      </header>
      {conversation.data !== undefined && (
        <Messages conversationId={conversationId} name={title} type={channels.typeOf(conversation.data.webhookId)} target={search.message} />
      )}
    </>
  );
}

interface MessagesProps {
  conversationId: string;
  name: string;
  type: ChannelType | undefined;
  target: string | undefined;
}

function Messages({ conversationId, name, type, target }: MessagesProps) {
  const query = useInfiniteQuery(pagesOptionsFor("conversations.messages", { id: conversationId }));
  const newestFirst = query.data;
  const found = target === undefined || newestFirst?.some((message) => message.id === target) === true;
  const searching = !found && query.hasNextPage && (newestFirst?.length ?? 0) < searchDepth * 50 && query.error === null;
  const { fetchNextPage, isFetchingNextPage } = query;
  useEffect(() => {
    if (searching && !isFetchingNextPage) void fetchNextPage();
  }, [searching, isFetchingNextPage, fetchNextPage]);

  const fresh = useFresh(newestFirst);
  const shown = searching ? [] : (newestFirst?.toReversed() ?? []);
  const thread = useThreadScroll(shown.at(-1)?.id, target);
  return (
    <>
      <div ref={thread.scroll} onScroll={thread.onScroll} className={classes.scroll} tabIndex={0} role="region" aria-label="Messages">
        {query.error !== null && !query.isFetchNextPageError && <ErrorBox error={query.error} retry={() => void query.refetch()} />}
        {(query.isPending || searching) && <LoadingRows height={40} />}
        {newestFirst?.length === 0 && <EmptyState>There are no messages in this conversation yet.</EmptyState>}
        {!searching && <LoadMore query={query}>Load earlier messages</LoadMore>}
        <ThreadItems messages={shown} name={name} fresh={fresh} target={target} />
      </div>
      <ReplyBox conversationId={conversationId} name={name} type={type}>
        {thread.hasNewer && (
          <div className={classes.newer}>
            <Button size="xs" leftSection={<IconArrowDown size={14} aria-hidden />} onClick={thread.toEnd}>
              New messages
            </Button>
          </div>
        )}
      </ReplyBox>
    </>
  );
}

interface ThreadItemsProps {
  messages: Message[];
  name: string;
  fresh: ReadonlySet<string>;
  target: string | undefined;
}

function ThreadItems({ messages, name, fresh, target }: ThreadItemsProps) {
  const now = useNow();
  const zone = useZone();
  let day = "";
  return (
    <ol className={classes.messages} aria-live="polite" aria-relevant="additions">
      {messages.map((message) => {
        const its = dayName(message.createdAt, now, zone);
        const opensDay = its !== day;
        day = its;
        return (
          <li key={message.id}>
            {opensDay && <p className={classes.day}>{its}</p>}
            <MessageItem message={message} name={name} fresh={fresh.has(message.id)} shown={message.id === target} />
          </li>
        );
      })}
    </ol>
  );
}
