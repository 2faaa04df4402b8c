import { Button, Textarea } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import { thinNumber } from "../../components/time/format";
import classes from "./Thread.module.css";

const longestReply = 10_000;
/** What was begun in a conversation is still there after looking at another. */
const drafts = new Map<string, string>();

export function ReplyBox({ conversationId, name, children }: { conversationId: string; name: string; children?: ReactNode }) {
  const [content, setContent] = useState(drafts.get(conversationId) ?? "");
  const reply = useMutation({ ...mutation("conversations.reply"), onSuccess: () => write("") });
  const write = (text: string) => {
    setContent(text);
    if (text === "") drafts.delete(conversationId);
    else drafts.set(conversationId, text);
  };
  const tooLong = content.length > longestReply;
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
      {children}
      {reply.error !== null && <ErrorBox error={reply.error} what="The reply was not sent." />}
      <Textarea
        aria-label={`Reply to ${name}`}
        placeholder="Write a reply"
        autosize
        minRows={2}
        maxRows={10}
        value={content}
        error={tooLong ? `A reply has at most ${thinNumber(longestReply)} characters; this one has ${thinNumber(content.length)}.` : undefined}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div className={classes.replyFoot}>
        <span>Ctrl or ⌘ Enter sends</span>
        <Button type="submit" size="xs" disabled={!sendable && !reply.isPending} loading={reply.isPending} leftSection={<IconSend size={14} aria-hidden />}>
          Send reply
        </Button>
      </div>
    </form>
  );
}
