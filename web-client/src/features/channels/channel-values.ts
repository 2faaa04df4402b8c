import type { AssistantSettings, AuthType, OutboundMethod, ProviderConfigInput, Webhook } from "../../wire";
import { defaultApiKeyHeader } from "./samples";

export interface HeaderRow {
  name: string;
  value: string;
}

/** What the form of a channel holds. Secrets that are stored already stand there in their masked form. */
export interface ChannelValues {
  channelName: string;
  authType: AuthType;
  authToken: string;
  authHeader: string;
  hmacSecret: string;
  outboundWebhookUrl: string;
  outboundMethod: OutboundMethod;
  outboundHeaders: HeaderRow[];
  personality: AssistantSettings["personality"];
  autoCreateTasks: boolean;
  rateLimitPerMinute: number | string;
  rateLimitPerHour: number | string;
}

export const newChannelValues: ChannelValues = {
  channelName: "",
  authType: "none",
  authToken: "",
  authHeader: defaultApiKeyHeader,
  hmacSecret: "",
  outboundWebhookUrl: "",
  outboundMethod: "POST",
  outboundHeaders: [],
  personality: "professional",
  autoCreateTasks: true,
  rateLimitPerMinute: 30,
  rateLimitPerHour: 200,
};

export function valuesOf(channel: Webhook): ChannelValues {
  const { providerConfig: config, assistant } = channel;
  return {
    channelName: channel.channelName,
    authType: config.authType,
    authToken: config.authToken ?? "",
    authHeader: config.authHeader ?? defaultApiKeyHeader,
    hmacSecret: config.hmacSecret ?? "",
    outboundWebhookUrl: config.outboundWebhookUrl ?? "",
    outboundMethod: config.outboundMethod,
    outboundHeaders: Object.entries(config.outboundHeaders).map(([name, value]) => ({ name, value })),
    personality: assistant.personality,
    autoCreateTasks: assistant.autoCreateTasks,
    rateLimitPerMinute: channel.rateLimitPerMinute,
    rateLimitPerHour: channel.rateLimitPerHour,
  };
}

/** What the form's values mean on the wire. A masked secret goes back masked, which keeps what is stored. */
export function inputOf(values: ChannelValues) {
  const url = values.outboundWebhookUrl.trim();
  const headers = values.outboundHeaders.filter((row) => row.name.trim() !== "");
  const providerConfig: ProviderConfigInput = {
    authType: values.authType,
    authToken: values.authType === "bearer" || values.authType === "api_key" ? values.authToken : null,
    authHeader: values.authType === "api_key" ? values.authHeader.trim() : null,
    // Without one of its own, a channel checks signatures with its signing secret.
    hmacSecret: values.authType === "hmac" && values.hmacSecret !== "" ? values.hmacSecret : null,
    outboundWebhookUrl: url === "" ? null : url,
    outboundMethod: values.outboundMethod,
    outboundHeaders: Object.fromEntries(headers.map((row) => [row.name.trim(), row.value])),
  };
  return {
    channelName: values.channelName.trim(),
    providerConfig,
    assistant: { personality: values.personality, autoCreateTasks: values.autoCreateTasks },
    rateLimitPerMinute: Number(values.rateLimitPerMinute),
    rateLimitPerHour: Number(values.rateLimitPerHour),
  };
}

/** Where the server's words about a path of the input belong in the form. */
export const fieldNames: Record<string, string> = {
  "providerConfig.authType": "authType",
  "providerConfig.authToken": "authToken",
  "providerConfig.authHeader": "authHeader",
  "providerConfig.hmacSecret": "hmacSecret",
  "providerConfig.outboundWebhookUrl": "outboundWebhookUrl",
  "providerConfig.outboundMethod": "outboundMethod",
  "providerConfig.outboundHeaders": "outboundHeaders",
  "assistant.personality": "personality",
  "assistant.autoCreateTasks": "autoCreateTasks",
};

export function validateChannel(values: ChannelValues): Record<string, string> {
  const errors: Record<string, string> = {};
  const name = values.channelName.trim();
  if (name === "") errors.channelName = "Give the channel a name.";
  else if ([...name].length > 100) errors.channelName = "A name has at most 100 characters.";
  if ((values.authType === "bearer" || values.authType === "api_key") && values.authToken === "") {
    errors.authToken = "Enter the value that senders will send.";
  }
  if (values.authType === "api_key" && !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(values.authHeader.trim())) {
    errors.authHeader = "Enter a header name, such as X-API-Key.";
  }
  if (values.outboundWebhookUrl.trim() !== "" && !/^https?:\/\/\S+$/i.test(values.outboundWebhookUrl.trim())) {
    errors.outboundWebhookUrl = "Enter a URL that begins with https:// or http://.";
  }
  return errors;
}
