import {
  IconAlertTriangle,
  IconArchive,
  IconArrowDown,
  IconArrowUp,
  IconBan,
  IconChevronsUp,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconEqual,
  IconLoader,
  IconMessage,
  IconPlayerPause,
  IconProgress,
  IconRefresh,
  IconSend,
} from "@tabler/icons-react";
import type { Conversation, Delivery, Message, Task } from "../wire";
import type { BadgeLook } from "./Badge";

// How each state of each object looks and is called, in one place: the same word everywhere.

export const taskStatusLooks: Record<Task["status"], BadgeLook> = {
  pending: { label: "Pending", tone: "neutral", icon: IconCircleDashed },
  in_progress: { label: "In progress", tone: "accent", icon: IconProgress },
  completed: { label: "Completed", tone: "good", icon: IconCircleCheck },
  failed: { label: "Failed", tone: "bad", icon: IconCircleX },
  cancelled: { label: "Cancelled", tone: "neutral", icon: IconBan },
};

export const priorityLooks: Record<Task["priority"], BadgeLook> = {
  low: { label: "Low", tone: "neutral", icon: IconArrowDown },
  medium: { label: "Medium", tone: "neutral", icon: IconEqual },
  high: { label: "High", tone: "warn", icon: IconArrowUp },
  critical: { label: "Critical", tone: "bad", icon: IconChevronsUp },
};

export const deliveryLooks: Record<Delivery["status"], BadgeLook> = {
  pending: { label: "Pending", tone: "neutral", icon: IconClock },
  delivering: { label: "Delivering", tone: "accent", icon: IconLoader },
  success: { label: "Delivered", tone: "good", icon: IconCircleCheck },
  retrying: { label: "Retrying", tone: "warn", icon: IconRefresh },
  held: { label: "Held", tone: "warn", icon: IconPlayerPause },
  failed: { label: "Failed", tone: "bad", icon: IconAlertTriangle },
  cancelled: { label: "Cancelled", tone: "neutral", icon: IconBan },
};

export const messageLooks: Record<Message["status"], BadgeLook> = {
  received: { label: "Received", tone: "neutral", icon: IconMessage },
  processing: { label: "Processing", tone: "accent", icon: IconLoader },
  processed: { label: "Processed", tone: "good", icon: IconCircleCheck },
  pending: { label: "Pending", tone: "neutral", icon: IconClock },
  delivering: { label: "Delivering", tone: "accent", icon: IconSend },
  retrying: { label: "Retrying", tone: "warn", icon: IconRefresh },
  delivered: { label: "Delivered", tone: "good", icon: IconCircleCheck },
  failed: { label: "Failed", tone: "bad", icon: IconAlertTriangle },
};

export const conversationLooks: Record<Conversation["status"], BadgeLook> = {
  active: { label: "Active", tone: "good", icon: IconCircle },
  paused: { label: "Paused", tone: "warn", icon: IconPlayerPause },
  resolved: { label: "Resolved", tone: "neutral", icon: IconCircleCheck },
  archived: { label: "Archived", tone: "neutral", icon: IconArchive },
};

export const channelLooks: Record<"active" | "disabled", BadgeLook> = {
  active: { label: "Active", tone: "good", icon: IconCircleCheck },
  disabled: { label: "Disabled", tone: "neutral", icon: IconPlayerPause },
};

export const intentLabels: Record<NonNullable<Message["intent"]>, string> = {
  task: "A task",
  question: "A question",
  update: "An update",
  confirmation: "A confirmation",
  other: "Something else",
};

/** Options of a filter, in the order of the looks. */
export function optionsOf<Name extends string>(looks: Record<Name, BadgeLook>): { value: Name; label: string }[] {
  return (Object.keys(looks) as Name[]).map((value) => ({ value, label: looks[value].label }));
}
