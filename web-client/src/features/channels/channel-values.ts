import type { AssistantSettings, AuthType, ChannelType, EmailProvider, OutboundMethod, Overflow, Senders, Webhook } from "../../wire";
import { providerConfigOf } from "./provider-config";
import { defaultApiKeyHeader } from "./samples";

export interface HeaderRow {
  name: string;
  value: string;
}

/** What the form of a channel of any type holds. Secrets that are stored already stand there in their masked form. */
export interface ChannelValues {
  channelType: ChannelType;
  channelName: string;
  authType: AuthType;
  authToken: string;
  authHeader: string;
  hmacSecret: string;
  senders: Senders;
  outboundWebhookUrl: string;
  outboundMethod: OutboundMethod;
  outboundHeaders: HeaderRow[];
  twilioAccountSid: string;
  twilioAuthToken: string;
  twilioPhoneNumber: string;
  twilioMessagingServiceSid: string;
  inboundEmailAddress: string;
  emailProvider: EmailProvider;
  forwardingEnabled: boolean;
  authenticationServer: string;
  /** Whether answers leave by a mail server; without, what is about it is not sent. */
  sendsMail: boolean;
  smtpHost: string;
  smtpPort: number | string;
  smtpUser: string;
  smtpPassword: string;
  fromAddress: string;
  replyToAddress: string;
  personality: AssistantSettings["personality"];
  autoCreateTasks: boolean;
  /** 0: a new message never reopens a conversation. */
  reopenWithinHours: number | string;
  language: AssistantSettings["language"];
  requireConfirmation: boolean;
  approval: AssistantSettings["approval"];
  rateLimitPerMinute: number | string;
  rateLimitPerHour: number | string;
  overflow: Overflow;
}

/** The port of mail submission. */
const defaultSmtpPort = 587;

export function newChannelValues(channelType: ChannelType): ChannelValues {
  return {
    channelType,
    channelName: "",
    authType: "none",
    authToken: "",
    authHeader: defaultApiKeyHeader,
    hmacSecret: "",
    senders: "owner",
    outboundWebhookUrl: "",
    outboundMethod: "POST",
    outboundHeaders: [],
    twilioAccountSid: "",
    twilioAuthToken: "",
    twilioPhoneNumber: "",
    twilioMessagingServiceSid: "",
    inboundEmailAddress: "",
    emailProvider: "postfix",
    forwardingEnabled: true,
    authenticationServer: "",
    sendsMail: false,
    smtpHost: "",
    smtpPort: defaultSmtpPort,
    smtpUser: "",
    smtpPassword: "",
    fromAddress: "",
    replyToAddress: "",
    personality: "professional",
    autoCreateTasks: true,
    reopenWithinHours: 72,
    language: "message",
    requireConfirmation: false,
    approval: "unknown_senders",
    rateLimitPerMinute: 30,
    rateLimitPerHour: 200,
    overflow: channelType === "custom_webhook" ? "reject" : "defer",
  };
}

export function valuesOf(channel: Webhook): ChannelValues {
  const { providerConfig: config, assistant } = channel;
  const empty = newChannelValues(channel.channelType);
  return {
    channelType: channel.channelType,
    channelName: channel.channelName,
    authType: config.authType ?? empty.authType,
    authToken: config.authToken ?? "",
    authHeader: config.authHeader ?? empty.authHeader,
    hmacSecret: config.hmacSecret ?? "",
    senders: config.senders ?? empty.senders,
    outboundWebhookUrl: config.outboundWebhookUrl ?? "",
    outboundMethod: config.outboundMethod ?? empty.outboundMethod,
    outboundHeaders: Object.entries(config.outboundHeaders).map(([name, value]) => ({ name, value })),
    twilioAccountSid: config.twilioAccountSid ?? "",
    twilioAuthToken: config.twilioAuthToken ?? "",
    twilioPhoneNumber: config.twilioPhoneNumber ?? "",
    twilioMessagingServiceSid: config.twilioMessagingServiceSid ?? "",
    inboundEmailAddress: config.inboundEmailAddress ?? "",
    emailProvider: config.emailProvider ?? empty.emailProvider,
    forwardingEnabled: config.forwardingEnabled ?? empty.forwardingEnabled,
    authenticationServer: config.authenticationServer ?? "",
    sendsMail: config.smtpHost !== null,
    smtpHost: config.smtpHost ?? "",
    smtpPort: config.smtpPort ?? empty.smtpPort,
    smtpUser: config.smtpUser ?? "",
    smtpPassword: config.smtpPassword ?? "",
    fromAddress: config.fromAddress ?? "",
    replyToAddress: config.replyToAddress ?? "",
    personality: assistant.personality,
    autoCreateTasks: assistant.autoCreateTasks,
    reopenWithinHours: assistant.reopenWithinHours,
    language: assistant.language,
    requireConfirmation: assistant.requireConfirmation,
    approval: assistant.approval,
    rateLimitPerMinute: channel.rateLimitPerMinute,
    rateLimitPerHour: channel.rateLimitPerHour,
    overflow: channel.overflow,
  };
}

/** How the assistant is to behave, as the form has it. */
export function assistantOf(values: ChannelValues): AssistantSettings {
  return {
    personality: values.personality,
    autoCreateTasks: values.autoCreateTasks,
    reopenWithinHours: Number(values.reopenWithinHours),
    language: values.language,
    requireConfirmation: values.requireConfirmation,
    approval: values.approval,
  };
}

/** What the form's values mean on the wire: nothing but what its type of channel knows. */
export function inputOf(values: ChannelValues) {
  return {
    channelName: values.channelName.trim(),
    providerConfig: providerConfigOf(values),
    assistant: assistantOf(values),
    rateLimitPerMinute: Number(values.rateLimitPerMinute),
    rateLimitPerHour: Number(values.rateLimitPerHour),
    ...(values.channelType === "custom_webhook" ? {} : { overflow: values.overflow }),
  };
}
