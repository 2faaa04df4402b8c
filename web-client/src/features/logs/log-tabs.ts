import type { TabLink } from "../../components/TabLinks";

export type LogTab = "deliveries" | "failed" | "events" | "recoveries";

/** The parts of the logs. Dead letters are the deliveries that were given up: the same log, filtered. */
export function logTabs(open: LogTab): TabLink[] {
  return [
    { label: "Deliveries", to: "/logs", isOpen: open === "deliveries" },
    { label: "Dead letters", to: "/logs", search: { status: "failed" }, isOpen: open === "failed" },
    { label: "Events", to: "/logs/events", isOpen: open === "events" },
    { label: "Recoveries", to: "/logs/recoveries", isOpen: open === "recoveries" },
  ];
}
