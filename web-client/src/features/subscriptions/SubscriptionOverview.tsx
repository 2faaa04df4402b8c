import { Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { asSentence } from "../../components/as-sentence";
import { CopyButton, CopyField } from "../../components/Copy";
import { Facts } from "../../components/Facts";
import { Section } from "../../components/Section";
import { duration, thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { DeliveryAuthType, Subscription } from "../../wire";
import { metadataText } from "./metadata-rows";
import { payloadFormats } from "./payload-preview";
import { retryWords } from "./retry-words";
import { orderings } from "./SendingFields";
import { percent } from "./subscription-state";
import { Warnings } from "./SubscriptionNotices";
import { SubscriptionSecret } from "./SubscriptionSecret";
import classes from "./Subscriptions.module.css";

const authWords: Record<DeliveryAuthType, string> = {
  none: "The signature alone",
  bearer: "Bearer token",
  api_key: "API key",
  basic: "User name and password",
  hmac: "Signature with a secret of its own",
};

/** Where events go, how that went so far, and the secret they are signed with. */
export function SubscriptionOverview({ subscription, mayChange }: { subscription: Subscription; mayChange: boolean }) {
  return (
    <Stack gap="xl" maw={860}>
      {subscription.warnings.length > 0 && (
        <Stack gap="xs">
          <Warnings warnings={subscription.warnings} />
        </Stack>
      )}
      <CopyField label="URL" value={subscription.url} what="URL" />
      <Statistics subscription={subscription} />
      <Section
        title="Settings"
        action={
          mayChange && (
            <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: subscription.id }} search={{ tab: "settings" }}>
              Edit
            </Link>
          )
        }
      >
        <Facts facts={settingsOf(subscription)} />
      </Section>
      {mayChange && subscription.deletedAt === null && <SubscriptionSecret subscription={subscription} />}
    </Stack>
  );
}

function Statistics({ subscription: { stats } }: { subscription: Subscription }) {
  const numbers: [string, string][] = [
    ["Success rate", percent(stats.successRate)],
    ["Delivered", thinNumber(stats.successfulDeliveries)],
    ["Failed", thinNumber(stats.failedDeliveries)],
    ["Held", thinNumber(stats.heldDeliveries)],
    ["Average duration", stats.averageDurationMs === null ? "–" : duration(Math.round(stats.averageDurationMs))],
    ["95 of 100 within", stats.p95DurationMs === null ? "–" : duration(stats.p95DurationMs)],
  ];
  const facts: [string, ReactNode][] = [
    ["In all", `${thinNumber(stats.totalDeliveries)} deliveries, ${thinNumber(stats.attempts)} attempts`],
    ["Last triggered", stats.lastTriggeredAt === null ? "Never" : <Time value={stats.lastTriggeredAt} />],
  ];
  if (stats.lastSuccessAt !== null) facts.push(["Last delivered", <Time value={stats.lastSuccessAt} />]);
  if (stats.lastStatus !== null) facts.push(["Last answer", `HTTP ${stats.lastStatus}`]);
  if (stats.lastError !== null) {
    facts.push([
      "Last error",
      <>
        {asSentence(stats.lastError)} {stats.lastErrorAt !== null && <Time value={stats.lastErrorAt} className="quiet" />}
      </>,
    ]);
  }
  return (
    <Section title="Statistics" purpose="The rate and the durations are those of attempts.">
      <dl className={classes.stats}>
        {numbers.map(([name, value]) => (
          <div key={name} className={classes.stat}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Facts facts={facts} />
    </Section>
  );
}

function settingsOf(one: Subscription): [string, ReactNode][] {
  const headers = Object.keys(one.headers);
  const pins = Object.entries(one.pinnedVersions);
  const metadata = Object.entries(one.metadata);
  const renamed = Object.entries(one.signatureHeaders);
  const facts: [string, ReactNode][] = [
    ["Events", <span className="mono">{one.events.join(", ")}</span>],
    ...(one.channels.length === 0 ? [] : [["Labels", one.channels.join(", ")] as [string, ReactNode]]),
    ...(pins.length === 0 ? [] : [["Pinned versions", <PinnedList pins={pins} />] as [string, ReactNode]]),
    ["Method", one.method],
    ["Headers", headers.length === 0 ? "None of your own" : <span className="mono">{headers.join(", ")}</span>],
    ["Authentication", authWords[one.authType]],
    ["Payload format", payloadFormats.find((format) => format.value === one.payloadFormat)?.label ?? one.payloadFormat],
    ["Timeout", `${one.timeoutSeconds} s`],
    ["Retries", retryWords(one.retryDelays)],
    ["Rate limit", one.rateLimitPerSecond === null ? "None" : `${one.rateLimitPerSecond} requests a second`],
    ["Order", orderings.find((each) => each.value === one.ordering)?.label ?? one.ordering],
  ];
  if (renamed.length > 0) facts.push(["Signature headers", <span className="mono">{renamed.map(([usual, other]) => `${usual} as ${other}`).join(", ")}</span>]);
  if (one.ed25519PublicKey !== null) {
    facts.push([
      "ed25519 key",
      <span className={`mono ${classes.key}`}>
        {one.ed25519PublicKey} <CopyButton value={one.ed25519PublicKey} what="public key" />
      </span>,
    ]);
  }
  if (metadata.length > 0) {
    facts.push([
      "Metadata",
      <ul className={classes.list}>
        {metadata.map(([name, value]) => (
          <li key={name} className="truncate" title={metadataText(value)}>
            {name}: {metadataText(value)}
          </li>
        ))}
      </ul>,
    ]);
  }
  facts.push(["Created", <Time value={one.createdAt} />]);
  return facts;
}

function PinnedList({ pins }: { pins: [string, number][] }) {
  return (
    <ul className={classes.list}>
      {pins.map(([type, version]) => (
        <li key={type}>
          <span className="mono">{type}</span> up to version{"\u00a0"}
          {version}
        </li>
      ))}
    </ul>
  );
}
