import {
  IconAddressBook,
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
  IconDeviceMobileMessage,
  IconEqual,
  IconEye,
  IconHourglass,
  IconLoader,
  IconMail,
  IconMessage,
  IconMessageQuestion,
  IconPlayerPause,
  IconProgress,
  IconRefresh,
  IconSend,
  IconShieldCheck,
  IconStar,
  IconTrash,
  IconUserCheck,
  IconUserQuestion,
  IconWebhook,
} from "@tabler/icons-react";
import type { ChannelType, Conversation, Delivery, Message, Recovery, Subscription, Task, Understanding } from "../wire";
import type { BadgeLook } from "./Badge";

// How each state of each object looks and is called, in one place: the same word everywhere.

export const taskStatusLooks: Record<Task["status"], BadgeLook> = {
  pending: { label: "Pending", tone: "neutral", icon: IconCircleDashed },
  in_progress: { label: "In progress", tone: "accent", icon: IconProgress },
  completed: { label: "Completed", tone: "good", icon: IconCircleCheck },
  failed: { label: "Failed", tone: "bad", icon: IconCircleX },
  cancelled: { label: "Cancelled", tone: "neutral", icon: IconBan },
};

/** Beside its status, until a member agrees to it. */
export const needsApprovalLook: BadgeLook = { label: "Needs approval", tone: "warn", icon: IconUserQuestion };

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

/** How a receiver of events fares. `open`: its breaker is, so that only a probe goes out now and then. */
export const subscriptionLooks: Record<Subscription["status"] | "deleted", BadgeLook> = {
  active: { label: "Active", tone: "good", icon: IconCircleCheck },
  failing: { label: "Failing", tone: "warn", icon: IconAlertTriangle },
  open: { label: "Paused after failures", tone: "bad", icon: IconPlayerPause },
  disabled: { label: "Disabled", tone: "neutral", icon: IconBan },
  deleted: { label: "Deleted", tone: "neutral", icon: IconTrash },
};

export const recoveryLooks: Record<Recovery["status"], BadgeLook> = {
  running: { label: "Running", tone: "accent", icon: IconLoader },
  completed: { label: "Completed", tone: "good", icon: IconCircleCheck },
  cancelled: { label: "Cancelled", tone: "neutral", icon: IconBan },
};

export const messageLooks: Record<Message["status"], BadgeLook> = {
  received: { label: "Received", tone: "neutral", icon: IconMessage },
  deferred: { label: "Waiting", tone: "warn", icon: IconHourglass },
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

export const channelLooks: Record<"active" | "disabled" | "deleted", BadgeLook> = {
  active: { label: "Active", tone: "good", icon: IconCircleCheck },
  disabled: { label: "Disabled", tone: "neutral", icon: IconPlayerPause },
  deleted: { label: "Deleted", tone: "neutral", icon: IconTrash },
};

export const primaryLook: BadgeLook = { label: "Primary", tone: "accent", icon: IconStar };

/** How people write: the same word wherever a channel is named. */
export const channelTypeLooks: Record<ChannelType, BadgeLook> = {
  sms: { label: "Text messages", tone: "neutral", icon: IconDeviceMobileMessage },
  email: { label: "E-mail", tone: "neutral", icon: IconMail },
  custom_webhook: { label: "Webhook", tone: "neutral", icon: IconWebhook },
};

export const verifiedLooks: Record<"verified" | "unverified", BadgeLook> = {
  verified: { label: "Verified", tone: "good", icon: IconShieldCheck },
  unverified: { label: "Not verified", tone: "neutral", icon: IconCircleDashed },
};

export const channelErrorLook: BadgeLook = { label: "Error", tone: "bad", icon: IconAlertTriangle };

/** What the assistant does only after a member's yes. */
export const waitingLook: BadgeLook = { label: "Waiting for your answer", tone: "warn", icon: IconMessageQuestion };

/** Somebody whom no member entered, and who was never agreed to. */
export const unknownContactLook: BadgeLook = { label: "Unknown", tone: "neutral", icon: IconUserQuestion };

export const reviewLook: BadgeLook = { label: "Needs review", tone: "warn", icon: IconEye };

/** Why a message makes no task and gets no answer. */
export const unansweredSentences: Record<NonNullable<Message["unanswered"]>, string> = {
  opt_out: "Recorded as opt-out. Patchbay does not answer it, and sends this number nothing more.",
  opt_in: "Recorded as opt-in. Patchbay does not answer it, and may send to this number again.",
  help: "A request for help, which the carrier answers. Patchbay does not.",
  automatic_mail: "Automatic mail, not answered.",
  bounce: "A report that a mail did not arrive, not answered.",
  bulk_mail: "From a mailing list or sent to many, not answered.",
  no_reply_sender: "From an address that takes no answers, not answered.",
  own_mail: "From this channel itself, not answered.",
  unreadable: "It could not be read, so it is kept and not answered.",
};

export const intentLabels: Record<NonNullable<Message["intent"]>, string> = {
  task: "A task",
  question: "A question",
  update: "An update",
  confirmation: "A confirmation",
  other: "Something else",
};

/** Whose words a message was taken for. */
export const trustLooks: Record<Understanding["trust"], BadgeLook> = {
  unknown: { label: "Unknown sender", tone: "neutral", icon: IconUserQuestion },
  contact: { label: "Contact", tone: "neutral", icon: IconAddressBook },
  member: { label: "Member", tone: "neutral", icon: IconUserCheck },
};

/** How sure a reading is. */
export const certaintyLabels: Record<Understanding["certainty"], string> = {
  low: "Low: it went by little",
  medium: "Medium: it went by the likeliest reading",
  high: "High: the words leave little open",
};

export const languageNames: Record<Understanding["language"], string> = { en: "English", de: "German", es: "Spanish", fr: "French" };

/** Options of a filter, in the order of the looks. */
export function optionsOf<Name extends string>(looks: Record<Name, BadgeLook>): { value: Name; label: string }[] {
  return (Object.keys(looks) as Name[]).map((value) => ({ value, label: looks[value].label }));
}
