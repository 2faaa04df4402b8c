import type { ProviderConfigInput } from "../../wire";
import type { ChannelValues } from "./channel-values";

/** The part of a form that only its type of channel has. A masked secret goes back masked, which keeps what is stored. */
export function providerConfigOf(values: ChannelValues): ProviderConfigInput {
  switch (values.channelType) {
    case "custom_webhook":
      return customConfig(values);
    case "sms":
      return smsConfig(values);
    case "email":
      return emailConfig(values);
  }
}

/** Null clears what is stored. */
function textOrNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : trimmed;
}

function customConfig(values: ChannelValues): ProviderConfigInput {
  const headers = values.outboundHeaders.filter((row) => row.name.trim() !== "");
  return {
    authType: values.authType,
    authToken: values.authType === "bearer" || values.authType === "api_key" ? values.authToken : null,
    authHeader: values.authType === "api_key" ? values.authHeader.trim() : null,
    // Without one of its own, a channel checks signatures with its secret key.
    hmacSecret: values.authType === "hmac" && values.hmacSecret !== "" ? values.hmacSecret : null,
    senders: values.senders,
    outboundWebhookUrl: textOrNull(values.outboundWebhookUrl),
    outboundMethod: values.outboundMethod,
    outboundHeaders: Object.fromEntries(headers.map((row) => [row.name.trim(), row.value])),
  };
}

function smsConfig(values: ChannelValues): ProviderConfigInput {
  return {
    twilioAccountSid: textOrNull(values.twilioAccountSid),
    twilioAuthToken: textOrNull(values.twilioAuthToken),
    twilioPhoneNumber: textOrNull(values.twilioPhoneNumber),
    twilioMessagingServiceSid: textOrNull(values.twilioMessagingServiceSid),
  };
}

function emailConfig(values: ChannelValues): ProviderConfigInput {
  const { sendsMail } = values;
  const port = String(values.smtpPort).trim();
  return {
    inboundEmailAddress: textOrNull(values.inboundEmailAddress),
    emailProvider: values.emailProvider,
    forwardingEnabled: values.forwardingEnabled,
    authenticationServer: textOrNull(values.authenticationServer),
    smtpHost: sendsMail ? textOrNull(values.smtpHost) : null,
    smtpPort: sendsMail && port !== "" ? Number(port) : null,
    smtpUser: sendsMail ? textOrNull(values.smtpUser) : null,
    // Spaces may belong to a password.
    smtpPassword: sendsMail && values.smtpPassword !== "" ? values.smtpPassword : null,
    fromAddress: sendsMail ? textOrNull(values.fromAddress) : null,
    replyToAddress: sendsMail ? textOrNull(values.replyToAddress) : null,
  };
}

/** Where the server's words about a path of the input belong in the form: both halves of the provider's settings. */
export function fieldNamesOf(values: ChannelValues): Record<string, string> {
  const names: Record<string, string> = {
    "assistant.personality": "personality",
    "assistant.autoCreateTasks": "autoCreateTasks",
    "assistant.reopenWithinHours": "reopenWithinHours",
  };
  for (const name of Object.keys(providerConfigOf(values))) names[`providerConfig.${name}`] = name;
  return names;
}
