import type { BadgeLook } from "../../components/Badge";
import { channelTypeLooks } from "../../components/looks";
import type { ContactIdentifier } from "../../wire";

type Kind = ContactIdentifier["kind"];

/** How what somebody is known by looks and is called; the icon is that of the channels it is known on. */
export const identifierLooks: Record<Kind, BadgeLook> = {
  phone: { ...channelTypeLooks.sms, label: "Phone" },
  email: { ...channelTypeLooks.email, label: "E-mail" },
  custom: { ...channelTypeLooks.custom_webhook, label: "Name on a channel" },
};

export const identifierInputs: Record<Kind, { type: "tel" | "email" | "text"; placeholder: string; missing: string }> = {
  phone: { type: "tel", placeholder: "+1 500 555 0006", missing: "Enter the number, or remove this row." },
  email: { type: "email", placeholder: "ann@example.com", missing: "Enter the address, or remove this row." },
  custom: { type: "text", placeholder: "As the system posts it", missing: "Enter the name, or remove this row." },
};
