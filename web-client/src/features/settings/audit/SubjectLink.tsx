import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "../../../wire";

const nouns: Record<string, string> = {
  message: "Message",
  contact: "Contact",
  member: "Member",
  session: "Session",
  api_token: "API token",
  organization: "Organization",
};

/** What it was done to: a link where there is a page for it. */
export function SubjectLink({ entry }: { entry: AuditEntry }) {
  const noun = entry.action.split(".")[0] ?? "";
  switch (noun) {
    case "webhook":
      return (
        <Link to="/channels/$channelId" params={{ channelId: entry.subject }} search={{}}>
          Channel
        </Link>
      );
    case "subscription":
      return (
        <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: entry.subject }} search={{}}>
          Subscription
        </Link>
      );
    case "event":
      return (
        <Link to="/logs/events/$eventId" params={{ eventId: entry.subject }} search={{}}>
          Event
        </Link>
      );
    case "event_type":
      return (
        <Link to="/subscriptions/event-types/$typeName" params={{ typeName: entry.subject }} search={{}}>
          Event type
        </Link>
      );
    case "deliveries":
      return <Link to="/logs/recoveries">Recovery</Link>;
    case "task":
      return (
        <Link to="/tasks/$taskId" params={{ taskId: entry.subject }} search={{}}>
          Task
        </Link>
      );
    case "conversation":
      return (
        <Link to="/inbox/$conversationId" params={{ conversationId: entry.subject }} search={{}}>
          Conversation
        </Link>
      );
    case "delivery":
      return (
        <Link to="/logs/$deliveryId" params={{ deliveryId: entry.subject }} search={{}}>
          Delivery
        </Link>
      );
    default:
      return <>{nouns[noun] ?? noun}</>;
  }
}
