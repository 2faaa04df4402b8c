import { Button } from "@mantine/core";
import { Badge } from "../../components/Badge";
import { conversationLooks } from "../../components/looks";
import type { Conversation } from "../../wire";
import { stepLooks, type Step } from "./conversation-steps";
import { contactOf } from "./inbox-search";
import classes from "./Thread.module.css";
import { useConversationStep } from "./use-conversation-step";

/** What to know before writing where the assistant does not answer. */
export function StatusBanner({ conversation }: { conversation: Conversation }) {
  const { status, webhookName } = conversation;
  if (status === "active") return null;
  return (
    <div className={classes.status} role="group" aria-label={conversationLooks[status].label}>
      <Badge plain look={conversationLooks[status]} />
      {status === "paused" && (
        <>
          <p>
            The assistant is silent. What you write goes out by <b>{webhookName}</b>.
          </p>
          <Back conversation={conversation} step="resume" />
        </>
      )}
      {status === "resolved" && (
        <>
          <p>A new message from {contactOf(conversation)} begins another conversation.</p>
          <Back conversation={conversation} step="reopen" />
        </>
      )}
      {status === "archived" && <p>It takes no replies. A new message from {contactOf(conversation)} begins another conversation.</p>}
    </div>
  );
}

function Back({ conversation, step }: { conversation: Conversation; step: Step }) {
  const { busy, take } = useConversationStep(conversation);
  return (
    <Button size="compact-sm" variant="default" loading={busy} onClick={() => take({ step })}>
      {stepLooks[step].verb}
    </Button>
  );
}
