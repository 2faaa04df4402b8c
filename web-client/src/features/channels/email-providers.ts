import type { EmailProvider } from "../../wire";

export const emailProviders = ["postfix", "cloudflare", "other"] as const satisfies EmailProvider[];

export const emailProviderNames: Record<EmailProvider, string> = {
  postfix: "Postfix",
  cloudflare: "Cloudflare",
  other: "Other",
};
