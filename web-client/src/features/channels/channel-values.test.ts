import { describe, expect, it } from "vitest";
import { aChannel, emailConfig, smsConfig } from "../../test/a-channel";
import { inputOf, newChannelValues, valuesOf } from "./channel-values";
import { fieldNamesOf } from "./provider-config";

describe("a webhook", () => {
  it("sends a stored secret back in its masked form, which keeps it", () => {
    const channel = aChannel({
      assistant: { ...aChannel().assistant, personality: "concise", autoCreateTasks: false, reopenWithinHours: 24 },
      providerConfig: { authType: "bearer", authToken: "••••1234", senders: "contacts", outboundMethod: "PUT", outboundHeaders: { "X-Team": "••••efgh" } },
    });
    expect(inputOf(valuesOf(channel))).toEqual({
      channelName: "Shop",
      providerConfig: {
        authType: "bearer",
        authToken: "••••1234",
        authHeader: null,
        hmacSecret: null,
        senders: "contacts",
        outboundWebhookUrl: null,
        outboundMethod: "PUT",
        outboundHeaders: { "X-Team": "••••efgh" },
      },
      assistant: { personality: "concise", autoCreateTasks: false, reopenWithinHours: 24 },
      rateLimitPerMinute: 30,
      rateLimitPerHour: 200,
    });
  });
});

describe("text messages", () => {
  it("send what is Twilio's and nothing else, trimmed", () => {
    const values = { ...newChannelValues("sms"), channelName: " Texts ", twilioAccountSid: " AC1 ", twilioAuthToken: "token", twilioPhoneNumber: "+1 500 555 0006", smtpHost: "left over" };
    expect(inputOf(values)).toMatchObject({ channelName: "Texts", overflow: "defer" });
    expect(inputOf(values).providerConfig).toEqual({
      twilioAccountSid: "AC1",
      twilioAuthToken: "token",
      twilioPhoneNumber: "+1 500 555 0006",
      twilioMessagingServiceSid: null,
    });
  });

  it("keep the stored token when it is left alone, and replace it when it is not", () => {
    const values = valuesOf(aChannel({ channelType: "sms", overflow: "reject", providerConfig: smsConfig }));
    expect(inputOf(values)).toMatchObject({ overflow: "reject", providerConfig: { twilioAuthToken: "••••cdef" } });
    expect(inputOf({ ...values, twilioAuthToken: "a new one" }).providerConfig).toMatchObject({ twilioAuthToken: "a new one" });
  });
});

describe("e-mail", () => {
  const nothing = { smtpHost: null, smtpPort: null, smtpUser: null, smtpPassword: null, fromAddress: null, replyToAddress: null };

  it("clears the mail server when answers stay in the inbox", () => {
    const values = { ...newChannelValues("email"), inboundEmailAddress: "tasks@example.com", smtpHost: "smtp.example.com", smtpPassword: "p" };
    expect(inputOf(values).providerConfig).toEqual({
      inboundEmailAddress: "tasks@example.com",
      emailProvider: "postfix",
      forwardingEnabled: true,
      authenticationServer: null,
      ...nothing,
    });
  });

  it("sends the mail server's settings as they are, the port as a number and the password with its spaces", () => {
    const values = {
      ...newChannelValues("email"),
      sendsMail: true,
      smtpHost: " smtp.example.com ",
      smtpPort: "465",
      smtpUser: "tasks",
      smtpPassword: " pass word ",
      fromAddress: "tasks@example.com",
    };
    expect(inputOf(values).providerConfig).toMatchObject({
      smtpHost: "smtp.example.com",
      smtpPort: 465,
      smtpUser: "tasks",
      smtpPassword: " pass word ",
      fromAddress: "tasks@example.com",
      replyToAddress: null,
    });
  });

  it("keeps a stored password masked, and knows that the channel sends", () => {
    const stored = { ...emailConfig, smtpHost: "smtp.example.com", smtpPort: 2525, smtpUser: "tasks", smtpPassword: "••••", fromAddress: "tasks@example.com" };
    const values = valuesOf(aChannel({ channelType: "email", providerConfig: stored }));
    expect(values.sendsMail).toBe(true);
    expect(inputOf(values).providerConfig).toMatchObject({ smtpPassword: "••••", smtpPort: 2525 });
  });
});

it("sends whose words come by a webhook, the owner's where nothing is chosen", () => {
  expect(newChannelValues("custom_webhook").senders).toBe("owner");
  expect(inputOf(newChannelValues("custom_webhook")).providerConfig).toMatchObject({ senders: "owner" });
  expect(inputOf(newChannelValues("email")).providerConfig).not.toHaveProperty("senders");
});

it("sends the mail server whose word counts, trimmed, and clears it", () => {
  const stored = valuesOf(aChannel({ channelType: "email", providerConfig: { ...emailConfig, authenticationServer: "mx.example.com" } }));
  expect(stored.authenticationServer).toBe("mx.example.com");
  expect(inputOf({ ...stored, authenticationServer: " mx.example.net " }).providerConfig).toMatchObject({ authenticationServer: "mx.example.net" });
  expect(inputOf({ ...stored, authenticationServer: " " }).providerConfig).toMatchObject({ authenticationServer: null });
});

it("knows the input of every field that it sends", () => {
  for (const type of ["sms", "email", "custom_webhook"] as const) {
    const values = newChannelValues(type);
    for (const field of Object.values(fieldNamesOf(values))) expect(values).toHaveProperty(field);
  }
  expect(fieldNamesOf(newChannelValues("sms"))["providerConfig.twilioAuthToken"]).toBe("twilioAuthToken");
});
