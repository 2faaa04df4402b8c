import { isMasked } from "../../components/masked";
import { readJson } from "../../components/read-json";
import { isWritten } from "./metadata-rows";
import { longestDelay, mostDelays, mostRetries, readDelays } from "./retry-words";
import { isFilled, type SubscriptionValues } from "./subscription-values";

type Errors = Record<string, string>;

const secretFields = ["authToken", "authPassword", "hmacSecret"] as const;
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** What can be said without the server; it says the rest. `stored` is what the form began with. */
export function validateSubscription(values: SubscriptionValues, stored: SubscriptionValues = values): Errors {
  return {
    ...validateTarget(values),
    ...validatePins(values),
    ...validateHeaders(values),
    ...validateAuth(values),
    ...validateSending(values),
    ...validateMetadata(values),
    ...validateSecrets(values, stored),
  };
}

function validateTarget(values: SubscriptionValues): Errors {
  const errors: Errors = {};
  if (values.url.trim() === "") errors.url = "Enter the URL that events are sent to.";
  else if (!/^https?:\/\/\S+$/i.test(values.url.trim())) errors.url = "Enter a URL that begins with https:// or http://.";
  if (values.events.length === 0) errors.events = "Choose at least one event, a group or everything.";
  return errors;
}

function validatePins({ pinnedVersions }: SubscriptionValues): Errors {
  const unchosen = pinnedVersions.flatMap(({ type }, index) => (type === "" ? [index] : []));
  return Object.fromEntries(unchosen.map((index) => [`pinnedVersions.${index}.type`, "Choose an event type, or remove this row."]));
}

function validateHeaders({ headers }: SubscriptionValues): Errors {
  const errors: Errors = {};
  const names = new Set<string>();
  headers.forEach((header, index) => {
    if (!isFilled(header)) return;
    const name = header.name.trim().toLowerCase();
    if (!headerName.test(name)) errors[`headers.${index}.name`] = "Enter a header name, such as X-Team.";
    else if (names.has(name)) errors[`headers.${index}.name`] = "This header is there twice.";
    names.add(name);
  });
  return errors;
}

function validateAuth(values: SubscriptionValues): Errors {
  const errors: Errors = {};
  const { authType } = values;
  if ((authType === "bearer" || authType === "api_key") && values.authToken.trim() === "") errors.authToken = "Enter the value that the receiver expects.";
  if (authType === "api_key" && !headerName.test(values.authHeader.trim())) errors.authHeader = "Enter a header name, such as X-API-Key.";
  if (authType === "basic" && values.authUsername.trim() === "") errors.authUsername = "Enter the user name that the receiver expects.";
  return errors;
}

function validateSending(values: SubscriptionValues): Errors {
  const errors: Errors = {};
  if (String(values.timeoutSeconds).trim() === "") errors.timeoutSeconds = "Enter 1 to 30.";
  if (values.retryPolicy === "custom") {
    const delays = readDelays(values.retryDelays);
    if (delays === null) errors.retryDelays = "Enter delays with commas between them, such as 1 s, 30 s, 5 min.";
    else if (delays.length > mostDelays) errors.retryDelays = `Enter at most ${mostDelays} delays.`;
    else if (delays.some((delay) => delay < 1 || delay > longestDelay)) errors.retryDelays = "Each delay is 1 s to 1 day.";
  } else if (values.retryCount !== "") {
    const [count, most] = [Number(values.retryCount), mostRetries(values.retryPolicy)];
    if (!Number.isInteger(count) || count < 0 || count > most) errors.retryCount = `Enter 0 to ${most}, or leave it empty.`;
  }
  return errors;
}

function validateMetadata({ metadata }: SubscriptionValues): Errors {
  const errors: Errors = {};
  const names = new Set<string>();
  metadata.forEach((row, index) => {
    if (!isWritten(row)) return;
    const name = row.name.trim();
    if (name === "") errors[`metadata.${index}.name`] = "Enter a name.";
    else if (names.has(name)) errors[`metadata.${index}.name`] = "This name is there twice.";
    names.add(name);
    const { error } = row.isJson ? readJson(row.value) : { error: null };
    if (error !== null) errors[`metadata.${index}.value`] = error;
  });
  return errors;
}

/** Something typed behind the dots would be taken for the dots alone, and what was typed would be lost in silence. */
function validateSecrets(values: SubscriptionValues, stored: SubscriptionValues): Errors {
  const say = "Remove the dots and enter the whole new value.";
  const changed = secretFields.filter((field) => isMasked(values[field]) && values[field] !== stored[field]);
  const errors: Errors = Object.fromEntries(changed.map((field) => [field, say]));
  values.headers.forEach(({ name, value }, index) => {
    const before = stored.headers.find((header) => header.name.toLowerCase() === name.trim().toLowerCase());
    if (isMasked(value) && value !== before?.value) errors[`headers.${index}.value`] = say;
  });
  return errors;
}
