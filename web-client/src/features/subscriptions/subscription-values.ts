import type { DeliveryAuthType, DeliveryMethod, DeliveryOrdering, PayloadFormat, Subscription } from "../../wire";
import { metadataOf, metadataRowsOf, type MetadataRow } from "./metadata-rows";
import { pinnedOf, pinsOf, type PinnedVersion } from "./pinned-versions";
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
  pinnedVersions: PinnedVersion[];
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
  /** How many of a named policy's delays are used; empty: as many as it says. */
  retryCount: number | string;
  rateLimitPerSecond: number | string;
  ordering: DeliveryOrdering;
  /** A secret of one's own; for a new subscription only. */
  secret: string;
  /** The usual name of each header of the signature, and the other one it is to have. */
  signatureHeaders: NamedValue[];
  ed25519: boolean;
  metadata: MetadataRow[];
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
    pinnedVersions: [],
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
    retryCount: "",
    rateLimitPerSecond: "",
    ordering: "none",
    secret: "",
    signatureHeaders: renamableHeaders.map((name) => ({ name, value: "" })),
    ed25519: false,
    metadata: [],
  };
}

export function valuesOf(subscription: Subscription): SubscriptionValues {
  const empty = newSubscriptionValues();
  return {
    name: subscription.name,
    description: subscription.description,
    url: subscription.url,
    events: subscription.events,
    pinnedVersions: pinsOf(subscription.pinnedVersions),
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
    // A list of one's own is shown as it is used.
    retryCount: policyOf(subscription) === "custom" ? "" : (subscription.retryCount ?? ""),
    rateLimitPerSecond: subscription.rateLimitPerSecond ?? "",
    ordering: subscription.ordering,
    secret: "",
    signatureHeaders: renamableHeaders.map((name) => ({ name, value: subscription.signatureHeaders[name] ?? "" })),
    ed25519: subscription.ed25519PublicKey !== null,
    metadata: metadataRowsOf(subscription.metadata),
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
    pinnedVersions: pinnedOf(values.pinnedVersions),
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
    metadata: metadataOf(values.metadata),
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

/** A list of one's own or a named one, never both; each with how much of it is used. */
function retryOf(values: SubscriptionValues) {
  if (values.retryPolicy === "custom") return { retryDelays: readDelays(values.retryDelays) ?? [], retryCount: null };
  return { retryPolicy: values.retryPolicy, retryCount: values.retryCount === "" ? null : Number(values.retryCount) };
}

/** The changes alone, so that what was set elsewhere and is no part of the form stays. */
export function changesOf(values: SubscriptionValues, stored: SubscriptionValues): Partial<ReturnType<typeof inputOf>> {
  const before = inputOf(stored) as Record<string, unknown>;
  const after = Object.entries(inputOf(values));
  const isSame = (name: string, value: unknown) => JSON.stringify(value) === JSON.stringify(before[name]);
  const changed = after.filter(([name, value]) => !isSame(name, value));
  // A secret alone says nothing: it goes with the type that it belongs to.
  const auth = changed.some(([name]) => name.startsWith("auth") || name === "hmacSecret") ? authOf(values) : {};
  // So does a number of retries: it must not cut another list than the one it was meant for.
  const retry = changed.some(([name]) => name.startsWith("retry")) ? retryOf(values) : {};
  return { ...Object.fromEntries(changed), ...auth, ...retry };
}
