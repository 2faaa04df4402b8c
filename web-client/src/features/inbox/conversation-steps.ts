import { IconArchive, IconCircleCheck, IconPlayerPause, IconPlayerPlay, IconRotate, type Icon } from "@tabler/icons-react";
import type { Conversation, ConversationTransition } from "../../wire";

type Status = Conversation["status"];
export type Step = "pause" | "resume" | "resolve" | "reopen" | "archive";

export interface StepLook {
  /** On the button. */
  verb: string;
  /** What was done, in the past. */
  done: string;
  icon: Icon;
  /** The step that takes it back, where there is one. */
  undo?: Step;
}

export const stepLooks: Record<Step, StepLook> = {
  pause: { verb: "Pause", done: "paused", icon: IconPlayerPause, undo: "resume" },
  resume: { verb: "Resume", done: "resumed", icon: IconPlayerPlay },
  resolve: { verb: "Resolve", done: "resolved", icon: IconCircleCheck, undo: "reopen" },
  reopen: { verb: "Reopen", done: "reopened", icon: IconRotate },
  archive: { verb: "Archive", done: "archived", icon: IconArchive },
};

/** The steps there are from where a conversation stands; the one most often taken is the last before archiving. */
export const stepsFrom: Record<Status, Step[]> = {
  active: ["pause", "resolve", "archive"],
  paused: ["resume", "archive"],
  resolved: ["reopen", "archive"],
  archived: [],
};

/** What was done, read from where a conversation stood and stood then. */
export function doneBy({ from, to }: Pick<ConversationTransition, "from" | "to">): string {
  const step: Record<Status, Step> = { active: from === "paused" ? "resume" : "reopen", paused: "pause", resolved: "resolve", archived: "archive" };
  return stepLooks[step[to]].done;
}
