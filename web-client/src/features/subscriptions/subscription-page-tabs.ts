import type { TabLink } from "../../components/TabLinks";

/** What systems are told, and what there is to tell. */
export function subscriptionPageTabs(open: "subscriptions" | "event-types"): TabLink[] {
  return [
    { label: "Subscriptions", to: "/subscriptions", isOpen: open === "subscriptions" },
    { label: "Event types", to: "/subscriptions/event-types", isOpen: open === "event-types" },
  ];
}
