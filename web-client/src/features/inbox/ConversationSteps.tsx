import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { Conversation } from "../../wire";
import { stepLooks, stepsFrom, type Step } from "./conversation-steps";
import { StepDialog } from "./StepDialog";
import classes from "./Thread.module.css";
import { useConversationStep } from "./use-conversation-step";

/** What can be done with a conversation where it stands: at once, or with a reason. Archiving asks first. */
export function ConversationSteps({ conversation }: { conversation: Conversation }) {
  const { busy, taking, take } = useConversationStep(conversation);
  const [asking, setAsking] = useState<Step | null>(null);
  const steps = stepsFrom[conversation.status];
  const withReason = steps.filter((step) => step !== "archive");
  if (steps.length === 0) return null;
  return (
    <Group gap={4} className={classes.steps} role="group" aria-label="Steps">
      {steps.map((step) => {
        const { verb, icon: Glyph } = stepLooks[step];
        return (
          <Button
            key={step}
            size="compact-sm"
            variant="default"
            leftSection={<Glyph size={14} aria-hidden />}
            loading={taking === step}
            disabled={busy && taking !== step}
            data-resolve={step === "resolve" || undefined}
            aria-keyshortcuts={step === "resolve" ? "e" : undefined}
            onClick={() => (step === "archive" ? setAsking(step) : take({ step }))}
          >
            {verb}
          </Button>
        );
      })}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={26} aria-label="With a reason">
            <IconDots size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {withReason.map((step) => {
            const { verb, icon: Glyph } = stepLooks[step];
            return (
              <Menu.Item key={step} leftSection={<Glyph size={16} aria-hidden />} onClick={() => setAsking(step)}>
                {verb} with a reason…
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {asking !== null && <StepDialog conversation={conversation} step={asking} onClose={() => setAsking(null)} />}
    </Group>
  );
}
