import { Button } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { queryOptionsFor } from "../../api/queries";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { Time } from "../../components/time/Time";
import type { AssistantPreviewed, AssistantSettings, PreviewedMessage } from "../../wire";
import { UnderstoodLine } from "../inbox/UnderstoodLine";
import classes from "./AssistantPreview.module.css";

/** How long the settings stand still before they are tried. */
const patience = 400;

/** What the channel's latest messages would come to with the settings of the form, before they are saved. */
export function AssistantPreview({ channelId, settings }: { channelId: string; settings: AssistantSettings }) {
  const [open, { toggle }] = useDisclosure(false);
  const id = useId();
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <Button variant="default" leftSection={<Chevron size={16} aria-hidden />} aria-expanded={open} aria-controls={id} onClick={toggle}>
        Preview on recent messages
      </Button>
      <div id={id} role="region" aria-label="Preview on recent messages" hidden={!open}>
        {open && <Previews channelId={channelId} settings={settings} />}
      </div>
    </div>
  );
}

function Previews({ channelId, settings }: { channelId: string; settings: AssistantSettings }) {
  const [tried] = useDebouncedValue(JSON.stringify(settings), patience);
  const query = useQuery({
    ...queryOptionsFor("assistant.preview", { webhookId: channelId, settings: JSON.parse(tried) as AssistantSettings }),
    // What was shown stays until the next is there; other messages may have come since.
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  if (query.data === undefined) {
    return query.isPending ? <LoadingRows count={4} height={32} /> : <ErrorBox error={query.error} retry={() => void query.refetch()} />;
  }
  const isOld = query.isPlaceholderData || tried !== JSON.stringify(settings);
  return (
    <>
      {query.error !== null && <ErrorBox error={query.error} retry={() => void query.refetch()} what="The preview was not updated." />}
      <Shown previewed={query.data} isOld={isOld} />
    </>
  );
}

function Shown({ previewed, isOld }: { previewed: AssistantPreviewed; isOld: boolean }) {
  if (previewed.items.length === 0) {
    return <EmptyState>No message has come through this channel yet. Send it one, and see here what these settings make of it.</EmptyState>;
  }
  const isOther = previewed.configuredModel !== previewed.model;
  return (
    <>
      <p className={classes.note} role="status">
        {isOld ? "Reading the messages with these settings…" : "Nothing of this is stored or sent."}
        {isOther && ` Read by the built-in assistant; ${previewed.configuredModel} may read and answer otherwise.`}
      </p>
      <ul className={classes.list} aria-busy={isOld}>
        {previewed.items.map((item, index) => (
          <Preview key={item.messageId ?? index} item={item} />
        ))}
      </ul>
    </>
  );
}

function Preview({ item }: { item: PreviewedMessage }) {
  return (
    <li>
      <p className={classes.content}>
        {item.content.trim() === "" ? <span className="quiet">No text</span> : item.content} <Time value={item.receivedAt} className="quiet" />
      </p>
      <UnderstoodLine understanding={item.understanding} />
      {item.reply === "" ? <p className={classes.silence}>It would not be answered.</p> : <p className={classes.reply}>{item.reply}</p>}
    </li>
  );
}
