import { expect, it } from "vitest";
import { newChannelValues, type ChannelValues } from "./channel-values";
import { validateChannel } from "./validate-channel";

const webhook: ChannelValues = { ...newChannelValues("custom_webhook"), channelName: "Shop" };
const sms: ChannelValues = { ...newChannelValues("sms"), channelName: "Texts", twilioAccountSid: "AC1", twilioAuthToken: "token" };

it("wants the secret that a webhook's authentication needs", () => {
  expect(validateChannel(webhook)).toEqual({});
  expect(validateChannel({ ...webhook, authType: "bearer" })).toHaveProperty("authToken");
  // A signature is checked with the channel's own secret then.
  expect(validateChannel({ ...webhook, authType: "hmac" })).toEqual({});
  expect(validateChannel({ ...webhook, authType: "api_key", authToken: "k", authHeader: "X Key" })).toHaveProperty("authHeader");
  expect(validateChannel({ ...webhook, channelName: "é".repeat(101) })).toHaveProperty("channelName");
});

it("wants a number or a Messaging Service for texts", () => {
  expect(validateChannel(sms)).toHaveProperty("twilioPhoneNumber");
  expect(validateChannel({ ...sms, twilioPhoneNumber: "+15005550006" })).toEqual({});
  expect(validateChannel({ ...sms, twilioMessagingServiceSid: "MG1" })).toEqual({});
});

it("takes nothing that is typed behind the dots of a stored secret", () => {
  const stored: ChannelValues = { ...sms, twilioPhoneNumber: "+15005550006", twilioAuthToken: "••••cdef" };
  expect(validateChannel(stored, stored)).toEqual({});
  expect(validateChannel({ ...stored, twilioAuthToken: "••••cdefnew" }, stored)).toHaveProperty("twilioAuthToken");
  expect(validateChannel({ ...stored, twilioAuthToken: "new" }, stored)).toEqual({});
});

it("asks for both limits", () => {
  expect(Object.keys(validateChannel({ ...webhook, rateLimitPerMinute: "", rateLimitPerHour: "" }))).toEqual(["rateLimitPerMinute", "rateLimitPerHour"]);
});
