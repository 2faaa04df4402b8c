import { IconArrowsExchange, IconChecklist, IconHome, IconInbox, IconPlugConnected, IconSettings, IconUsers, IconWebhook, type Icon } from "@tabler/icons-react";

export interface Destination {
  label: string;
  to: "/" | "/inbox" | "/tasks" | "/contacts" | "/channels" | "/subscriptions" | "/logs" | "/settings";
  /** Pressed after `g`. */
  key: string;
  icon: Icon;
}

/** The navigation, in order of use. */
export const destinations: Destination[][] = [
  [
    { label: "Home", to: "/", key: "h", icon: IconHome },
    { label: "Inbox", to: "/inbox", key: "i", icon: IconInbox },
    { label: "Tasks", to: "/tasks", key: "t", icon: IconChecklist },
    { label: "Contacts", to: "/contacts", key: "o", icon: IconUsers },
  ],
  [
    { label: "Channels", to: "/channels", key: "c", icon: IconPlugConnected },
    { label: "Subscriptions", to: "/subscriptions", key: "u", icon: IconWebhook },
    { label: "Logs", to: "/logs", key: "l", icon: IconArrowsExchange },
  ],
  [{ label: "Settings", to: "/settings", key: "s", icon: IconSettings }],
];
