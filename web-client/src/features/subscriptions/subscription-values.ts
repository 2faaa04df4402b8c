import type { DeliveryAuthType, DeliveryMethod, DeliveryOrdering, PayloadFormat, Subscription } from "../../wire";
import { delayWords, policyOf, readDelays, type RetryPolicy } from "./retry-words";

export interface NamedValue {
  name: string;
  value: string;
}

/** What the form of a subscription holds. Secrets that are stored already stand there in their masked form. */
export interface SubscriptionValues {
  name: string;
  description: string;
  url: string;
  events: string[];
  channels: string[];
  method: DeliveryMethod;
  headers: NamedValue[];
  authType: DeliveryAuthType;
  authToken: string;
  authHeader: string;
  authUsername: string;
  authPassword: string;
  hmacSecret: string;
  payloadFormat: PayloadFormat;
  timeoutSeconds: number | string;
  retryPolicy: RetryPolicy;
  /** A list of one's own as it is typed: "1, 30 s, 5 min". */
  retryDelays: string;
  rateLimitPerSecond: number | string;
  ordering: DeliveryOrdering;
  /** A secret of one's own; for a new subscription only. */
  secret: string;
  /** The usual name of each header of the signature, and the other one it is to have. */
  signatureHeaders: NamedValue[];
  ed25519: boolean;
}

/** The headers that may be sent under other names. */
export const renamableHeaders = [
  "x-webhook-event",
  "x-webhook-delivery",
  "x-webhook-timestamp",
  "x-webhook-signature",
  "x-webhook-signature-previous",
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
] as const;

export function newSubscriptionValues(): SubscriptionValues {
  return {
    name: "",
    description: "",
    url: "",
    events: [],
    channels: [],
    method: "POST",
    headers: [],
    authType: "none",
    authToken: "",
    authHeader: "X-API-Key",
    authUsername: "",
    authPassword: "",
    hmacSecret: "",
    payloadFormat: "native",
    timeoutSeconds: 30,
    retryPolicy: "blend",
    retryDelays: "",
    rateLimitPerSecond: "",
    ordering: "none",
    secret: "",
    signatureHeaders: renamableHeaders.map((name) => ({ name, value: "" })),
    ed25519: false,
  };
}

export function valuesOf(subscription: Subscription): SubscriptionValues {
  const empty = newSubscriptionValues();
  return {
    name: subscription.name,
    description: subscription.description,
    url: subscription.url,
    events: subscription.events,
    channels: subscription.channels,
    method: subscription.method,
    headers: Object.entries(subscription.headers).map(([name, value]) => ({ name, value })),
    authType: subscription.authType,
    authToken: subscription.authToken ?? "",
    authHeader: subscription.authHeader ?? empty.authHeader,
    authUsername: subscription.authUsername ?? "",
    authPassword: subscription.authPassword ?? "",
    hmacSecret: subscription.hmacSecret ?? "",
    payloadFormat: subscription.payloadFormat,
    timeoutSeconds: subscription.timeoutSeconds,
    retryPolicy: policyOf(subscription),
    retryDelays: subscription.retryDelays.map(delayWords).join(", "),
    rateLimitPerSecond: subscription.rateLimitPerSecond ?? "",
    ordering: subscription.ordering,
    secret: "",
    signatureHeaders: renamableHeaders.map((name) => ({ name, value: subscription.signatureHeaders[name] ?? "" })),
    ed25519: subscription.ed25519PublicKey !== null,
  };
}

/** What the form's values mean on the wire: nothing but what its authentication and its policy know. */
export function inputOf(values: SubscriptionValues) {
  const renamed = values.signatureHeaders.filter(({ value }) => value.trim() !== "");
  return {
    name: values.name.trim() === "" ? null : values.name.trim(),
    description: values.description.trim(),
    url: values.url.trim(),
    events: values.events,
    channels: values.channels,
    method: values.method,
    headers: Object.fromEntries(values.headers.filter(isFilled).map(({ name, value }) => [name.trim(), value])),
    ...authOf(values),
    payloadFormat: values.payloadFormat,
    timeoutSeconds: Number(values.timeoutSeconds),
    ...retryOf(values),
    rateLimitPerSecond: values.rateLimitPerSecond === "" ? null : Number(values.rateLimitPerSecond),
    ordering: values.ordering,
    signatureHeaders: Object.fromEntries(renamed.map(({ name, value }) => [name, value.trim()])),
    ed25519: values.ed25519,
  };
}

/** A row that nobody wrote anything into is no header. */
export function isFilled({ name, value }: NamedValue): boolean {
  return name.trim() !== "" || value !== "";
}

function authOf(values: SubscriptionValues) {
  const { authType, authToken, authHeader, authUsername, authPassword, hmacSecret } = values;
  switch (authType) {
    case "none":
      return { authType };
    case "bearer":
      return { authType, authToken };
    case "api_key":
      return { authType, authToken, authHeader: authHeader.trim() };
    case "basic":
      return { authType, authUsername, authPassword };
    case "hmac":
      return { authType, hmacSecret: hmacSecret === "" ? null : hmacSecret };
  }
}

/** A list of one's own or a named one, never both. */
function retryOf(values: SubscriptionValues) {
  if (values.retryPolicy === "custom") return { retryDelays: readDelays(values.retryDelays) ?? [], retryCount: null };
  return { retryPolicy: values.retryPolicy };
}

/** The changes alone, so that what was set elsewhere and is no part of the form stays. */
export function changesOf(values: SubscriptionValues, stored: SubscriptionValues): Partial<ReturnType<typeof inputOf>> {
  const before = inputOf(stored) as Record<string, unknown>;
  const after = Object.entries(inputOf(values));
  const isSame = (name: string, value: unknown) => JSON.stringify(value) === JSON.stringify(before[name]);
  const changed = after.filter(([name, value]) => !isSame(name, value));
  // A secret alone says nothing: it goes with the type that it belongs to.
  const auth = changed.some(([name]) => name.startsWith("auth") || name === "hmacSecret") ? authOf(values) : {};
  // Another policy has all of its delays, however many of the one before were used.
  const policy = changed.some(([name]) => name === "retryPolicy") ? { retryCount: null } : {};
  return { ...Object.fromEntries(changed), ...auth, ...policy };
}
