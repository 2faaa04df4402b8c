import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useConversationStep } from "./use-conversation-step";
import { contactOf } from "./inbox-search";
import type { Conversation } from "../../wire";
import { stepLooks, type Step } from "./conversation-steps";

const longestReason = 500;

interface StepDialogProps {
  conversation: Conversation;
  step: Step;
  onClose: () => void;
}

/** A step with a reason, which the team reads in the thread; and the one step that nothing takes back. */
export function StepDialog({ conversation, step, onClose }: StepDialogProps) {
  const { verb } = stepLooks[step];
  const { busy, takeAsync } = useConversationStep(conversation);
  const [reason, setReason] = useState("");
  const tooLong = [...reason].length > longestReason;
  const isFinal = step === "archive";
  const send = async () => {
    try {
      await takeAsync({ step, reason: reason.trim() === "" ? undefined : reason.trim() });
      onClose();
    } catch {
      // It was said; the reason stays there to be sent again.
    }
  };
  return (
    <Modal opened onClose={onClose} title={`${verb} conversation ${conversation.number}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!tooLong && !busy) void send();
        }}
      >
        <Stack gap="md">
          {isFinal && (
            <div>
              The conversation with <b>{contactOf(conversation)}</b> takes no more replies, and cannot be opened again. Its messages and tasks are
              kept, and a new message begins another conversation.
            </div>
          )}
          <Textarea
            label={isFinal ? "Reason (optional)" : "Reason"}
            description="Your team reads it in the thread. It is not sent."
            autosize
            minRows={2}
            maxRows={8}
            value={reason}
            error={tooLong ? `A reason has at most ${longestReason} characters.` : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {isFinal ? "Keep it" : "Cancel"}
            </Button>
            <Button type="submit" color={isFinal ? "red.8" : undefined} loading={busy}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
