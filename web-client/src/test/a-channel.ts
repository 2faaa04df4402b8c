import type { ProviderConfig, Webhook } from "../wire";

const nothing: ProviderConfig = {
  authType: null,
  authToken: null,
  authHeader: null,
  hmacSecret: null,
  outboundWebhookUrl: null,
  outboundHeaders: {},
  outboundMethod: null,
  senders: null,
  twilioAccountSid: null,
  twilioAuthToken: null,
  twilioPhoneNumber: null,
  twilioMessagingServiceSid: null,
  inboundEmailAddress: null,
  forwardingEnabled: null,
  emailProvider: null,
  smtpHost: null,
  smtpPort: null,
  smtpUser: null,
  smtpPassword: null,
  fromAddress: null,
  replyToAddress: null,
  authenticationServer: null,
};

/** A channel as the server shows it. */
export function aChannel(changes: Partial<Omit<Webhook, "providerConfig">> & { providerConfig?: Partial<ProviderConfig> } = {}): Webhook {
  return {
    id: "0199",
    number: 1,
    version: "1-1",
    kind: "channel",
    ownerId: "0198",
    ownerName: "Ann",
    channelType: "custom_webhook",
    channelName: "Shop",
    webhookToken: "3f0c1e52",
    webhookUrl: "https://patchbay.example/api/webhooks/inbound/3f0c1e52",
    isPrimary: true,
    isActive: true,
    isVerified: false,
    outboundEnabled: true,
    rateLimitPerMinute: 30,
    rateLimitPerHour: 200,
    overflow: "reject",
    outboundError: null,
    inboundError: null,
    assistant: { personality: "professional", autoCreateTasks: true, reopenWithinHours: 72, language: "message", requireConfirmation: false, approval: "unknown_senders" },
    tags: [],
    metadata: {},
    stats: { messagesReceived: 0, messagesSent: 0, tasksCreated: 0, deliveriesFailed: 0, messagesDeferred: 0, lastMessageAt: null },
    previousSecretKeyExpiresAt: null,
    createdAt: "2026-11-24T10:00:00.000Z",
    updatedAt: "2026-11-24T10:00:00.000Z",
    deletedAt: null,
    ...changes,
    providerConfig: { ...nothing, ...changes.providerConfig },
  };
}

export const smsConfig: Partial<ProviderConfig> = {
  twilioAccountSid: `AC${"a".repeat(32)}`,
  twilioAuthToken: "••••cdef",
  twilioPhoneNumber: "+15005550006",
};

export const emailConfig: Partial<ProviderConfig> = {
  inboundEmailAddress: "tasks@example.com",
  forwardingEnabled: true,
  emailProvider: "postfix",
};
