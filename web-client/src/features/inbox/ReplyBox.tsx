import { Button, Textarea } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState, type KeyboardEvent } from "react";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { thinNumber } from "../../components/time/format";
import type { ChannelType } from "../../wire";
import { countSms, longestText } from "./sms-segments";
import classes from "./Thread.module.css";

const longestReply = 10_000;
/** What was begun in a conversation is still there after looking at another. */
const drafts = new Map<string, string>();

interface ReplyBoxProps {
  conversationId: string;
  name: string;
  /** How the contact writes; undefined while it is not known. */
  type: ChannelType | undefined;
}

export function ReplyBox({ conversationId, name, type }: ReplyBoxProps) {
  const [content, setContent] = useState(drafts.get(conversationId) ?? "");
  const reply = useMutation({ ...mutation("conversations.reply"), onSuccess: () => write("") });
  const write = (text: string) => {
    setContent(text);
    if (text === "") drafts.delete(conversationId);
    else drafts.set(conversationId, text);
  };
  const isSms = type === "sms";
  const longest = isSms ? longestText : longestReply;
  const length = isSms ? countSms(content).characters : content.length;
  const tooLong = length > longest;
  const sendable = content.trim() !== "" && !tooLong && !reply.isPending;
  const send = () => {
    if (sendable) reply.mutate({ id: conversationId, content: content.trim() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={classes.reply}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {reply.error !== null && <ErrorBox error={reply.error} what="The reply was not sent." />}
      <Textarea
        aria-label={`Reply to ${name}`}
        placeholder="Write a reply"
        autosize
        minRows={2}
        maxRows={10}
        value={content}
        error={
          tooLong
            ? `A ${isSms ? "text" : "reply"} has at most ${thinNumber(longest)} characters; this one has ${thinNumber(length)}.`
            : undefined
        }
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.replyFoot}>
        {isSms && content !== "" ? <SmsCounter text={content} /> : <span>Ctrl or ⌘ Enter sends</span>}
        <Button type="submit" size="xs" flex="none" disabled={!sendable && !reply.isPending} loading={reply.isPending} leftSection={<IconSend size={14} aria-hidden />}>
          Send reply
        </Button>
      </div>
    </form>
  );
}

/** What a text costs is counted in segments. */
function SmsCounter({ text }: { text: string }) {
  const { characters, segments, costly } = countSms(text);
  return (
    <span>
      {thinNumber(characters)} of {thinNumber(longestText)} characters · {segments === 1 ? "1 segment" : `${segments} segments`}
      {costly !== null && <span className={classes.costly}>, short ones because of “{costly}”</span>}
    </span>
  );
}
