import { isMasked } from "../../components/masked";
import type { ChannelValues } from "./channel-values";

type Errors = Record<string, string>;

const secretFields = ["authToken", "hmacSecret", "twilioAuthToken", "smtpPassword"] as const;

/** What can be said without the server; it says the rest. `stored` is what the form began with. */
export function validateChannel(values: ChannelValues, stored: ChannelValues = values): Errors {
  return { ...validateShared(values), ...validateType(values), ...validateSecrets(values, stored) };
}

function validateShared(values: ChannelValues): Errors {
  const errors: Errors = {};
  const name = values.channelName.trim();
  if (name === "") errors.channelName = "Give the channel a name.";
  else if ([...name].length > 100) errors.channelName = "A name has at most 100 characters.";
  if (String(values.reopenWithinHours).trim() === "") errors.reopenWithinHours = "Enter 0 to 720.";
  if (String(values.rateLimitPerMinute).trim() === "") errors.rateLimitPerMinute = "Enter 1 to 100.";
  if (String(values.rateLimitPerHour).trim() === "") errors.rateLimitPerHour = "Enter 1 to 1000.";
  return errors;
}

/** Something typed behind the dots would be taken for the dots alone, and what was typed would be lost in silence. */
function validateSecrets(values: ChannelValues, stored: ChannelValues): Errors {
  const changed = secretFields.filter((field) => isMasked(values[field]) && values[field] !== stored[field]);
  return Object.fromEntries(changed.map((field) => [field, "Remove the dots and enter the whole new value."]));
}

function validateType(values: ChannelValues): Errors {
  switch (values.channelType) {
    case "custom_webhook":
      return validateCustom(values);
    case "sms":
      return validateSms(values);
    case "email":
      return validateEmail(values);
  }
}

function validateCustom(values: ChannelValues): Errors {
  const errors: Errors = {};
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

function validateSms(values: ChannelValues): Errors {
  const errors: Errors = {};
  if (values.twilioAccountSid.trim() === "") errors.twilioAccountSid = "Enter the account SID. It begins with AC.";
  if (values.twilioAuthToken.trim() === "") errors.twilioAuthToken = "Enter the account's primary auth token.";
  if (values.twilioPhoneNumber.trim() === "" && values.twilioMessagingServiceSid.trim() === "") {
    errors.twilioPhoneNumber = "Enter a phone number, or a Messaging Service SID below.";
  }
  return errors;
}

function validateEmail(values: ChannelValues): Errors {
  const errors: Errors = {};
  if (!values.sendsMail) return errors;
  if (values.smtpHost.trim() === "") errors.smtpHost = "Enter the mail server's name.";
  if (values.fromAddress.trim() === "") errors.fromAddress = "Enter the address that answers come from.";
  return errors;
}
