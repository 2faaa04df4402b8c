import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { FilterBar, FilterSelect } from "../../components/FilterBar";
import { LoadMore } from "../../components/List";
import { conversationLooks, reviewLook } from "../../components/looks";
import { Time } from "../../components/time/Time";
import { useFresh } from "../../components/use-fresh";
import type { Conversation } from "../../wire";
import { FirstMessage } from "../channels/FirstMessage";
import { useChannels } from "../channels/use-channels";
import classes from "./Inbox.module.css";
import { contactOf, conversationOptions, filtersOf, type InboxSearch } from "./inbox-search";

interface ConversationListProps {
  search: InboxSearch;
  conversationId: string | undefined;
}

export function ConversationList({ search, conversationId }: ConversationListProps) {
  const navigate = useNavigate();
  const channels = useChannels();
  const filters = filtersOf(search);
  const change = (changes: InboxSearch) =>
    conversationId === undefined
      ? void navigate({ to: "/inbox", search: { ...filters, ...changes }, replace: true })
      : void navigate({ to: "/inbox/$conversationId", params: { conversationId }, search: { ...filters, ...changes }, replace: true });
  return (
    <>
      <header className={classes.listHead}>
        <p aria-hidden className={classes.title}>
          Inbox
        </p>
        <FilterBar>
          <FilterSelect label="Channel" any="Any channel" value={filters.webhookId} options={channels.options} onChange={(value) => change({ webhookId: value })} />
          <FilterSelect label="Status" any="All but archived" value={filters.status} options={conversationOptions} onChange={(value) => change({ status: value })} />
          <Checkbox
            label="Needs review"
            size="xs"
            checked={filters.needsReview === true}
            onChange={(event) => change({ needsReview: event.currentTarget.checked || undefined })}
          />
        </FilterBar>
      </header>
      {/* A key, so that what another filter brings is not highlighted as new. */}
      <Items key={JSON.stringify(filters)} filters={filters} onClear={() => change({ status: undefined, webhookId: undefined, needsReview: undefined })} />
    </>
  );
}

function Items({ filters, onClear }: { filters: InboxSearch; onClear: () => void }) {
  const { status, webhookId, needsReview } = filters;
  const query = useInfiniteQuery(pagesOptionsFor("conversations.list", { status, webhookId, needsReview }));
  const items = query.data;
  const fresh = useFresh(items);
  const filtered = status !== undefined || webhookId !== undefined || needsReview !== undefined;
  return (
    <div className={classes.scroll}>
      {query.error !== null && !query.isFetchNextPageError && <ErrorBox error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows height={44} />}
      {items?.length === 0 &&
        (filtered ? (
          <EmptyState action={<Button variant="default" onClick={onClear}>Clear the filters</Button>}>
            {needsReview === true && status === undefined && webhookId === undefined ? "Nothing needs review." : "No conversation matches these filters."}
          </EmptyState>
        ) : (
          <FirstMessage />
        ))}
      {items !== undefined && items.length > 0 && (
        <ul className={classes.items}>
          {items.map((conversation) => (
            <li key={conversation.id} data-fresh={fresh.has(conversation.id) || undefined}>
              <ConversationLink conversation={conversation} search={filters} />
            </li>
          ))}
        </ul>
      )}
      <LoadMore query={query} />
    </div>
  );
}

export function ConversationLink({ conversation, search = {} }: { conversation: Conversation; search?: InboxSearch }) {
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      search={search}
      className={classes.item}
      activeOptions={{ includeSearch: false }}
      data-row-link
    >
      <span className={classes.who}>
        {conversation.needsReview && <span className={classes.dot} aria-hidden />}
        {contactOf(conversation)}
      </span>
      <Time value={conversation.lastMessageAt} className={classes.when} />
      <span className={classes.preview}>{conversation.lastMessagePreview === "" ? "No text" : (conversation.lastMessagePreview ?? "No message yet")}</span>
      <span className={classes.via}>
        {conversation.needsReview && (
          <>
            <Badge plain look={reviewLook} /> ·{" "}
          </>
        )}
        {conversation.status !== "active" && (
          <>
            <Badge plain look={conversationLooks[conversation.status]} /> ·{" "}
          </>
        )}
        Conversation {conversation.number} · {conversation.webhookName}
      </span>
    </Link>
  );
}
