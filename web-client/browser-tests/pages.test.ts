import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { post, postMail, startPatchbay, type Patchbay } from "./patchbay";
import { eventually, signIn } from "./session";

// Long enough to break a layout that trusts its contents.
const longName = `${"N".repeat(60)} a name of a hundred characters`.padEnd(100, "x").slice(0, 100);
const longText = `${"word ".repeat(800)}${"w".repeat(5_900)}`;

const longMail = [
  `From: ${longName} <mail@example.com>`,
  "To: tasks@example.com",
  `Subject: Fwd: ${"s".repeat(300)}`,
  "Message-ID: <long@example.com>",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="part"',
  "",
  "--part",
  "Content-Type: text/plain",
  "",
  "Please send it.",
  "",
  "On Mon, 23 Nov 2026 at 10:00, Tasks <tasks@example.com> wrote:",
  `> ${"q".repeat(500)}`,
  "--part",
  `Content-Type: application/pdf; name="${"f".repeat(200)}.pdf"`,
  `Content-Disposition: attachment; filename="${"f".repeat(200)}.pdf"`,
  "",
  "%PDF",
  "--part--",
  "",
].join("\r\n");

interface Channel {
  id: string;
  webhookUrl: string;
}

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
const addresses = new Map<string, string>();

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay({ PATCHBAY_RATE_LIMITS: "on" }), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  const { ask, mutate } = await signIn(page, patchbay);
  // A member has at most three active ones, and the first was there from the start.
  const [first] = (await ask<{ items: { id: string }[] }>("webhooks.list", {})).items;
  await mutate("webhooks.update", { id: first?.id, isActive: false });

  const channel = await mutate<Channel>("webhooks.create", {
    channelType: "custom_webhook",
    channelName: longName,
    // Refused by the address guard, so that there is a failed delivery to show.
    providerConfig: { outboundWebhookUrl: "http://10.255.255.1/fail-always" },
  });
  await post(channel.webhookUrl, { content: longText, senderIdentifier: "long@example.com", senderName: longName, taskTitle: "T".repeat(200) });
  await post(channel.webhookUrl, { content: "Fix the checkout today, urgent", senderIdentifier: "tom@example.com", taskPriority: "critical", taskTitle: "Fix the checkout" });
  const sms = await mutate<Channel>("webhooks.create", {
    channelType: "sms",
    channelName: longName,
    providerConfig: { twilioAccountSid: `AC${"a".repeat(32)}`, twilioAuthToken: "0123456789abcdef", twilioMessagingServiceSid: `MG${"b".repeat(32)}` },
  });
  const email = await mutate<Channel>("webhooks.create", {
    channelType: "email",
    channelName: "Tasks by mail",
    rateLimitPerHour: 2,
    providerConfig: { inboundEmailAddress: `${"long.".repeat(10)}tasks@example.com`, emailProvider: "postfix", smtpHost: "127.0.0.1", smtpPort: 9, fromAddress: "tasks@example.com" },
  });
  await postMail(email.webhookUrl, longMail);
  await postMail(email.webhookUrl, "\0\r\n\r\n");
  // One more than the hour allows: it waits.
  await postMail(email.webhookUrl, longMail.replace("long@", "waiting@"));
  // Refused: what last went wrong stands on the channel's page.
  await fetch(sms.webhookUrl, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "MessageSid=SM1" });
  // Its name does not resolve, so that there are attempts that failed.
  const subscription = await mutate<{ id: string }>("subscriptions.create", {
    name: longName,
    url: `http://receiver.invalid/${"hook".repeat(60)}`,
    events: ["task.*", "message.received", "*"],
    description: longText.slice(0, 1_000),
    headers: { "x-team": "blue" },
    channels: [longName.slice(0, 60)],
    ed25519: true,
    pinnedVersions: { [`deal.${"n".repeat(60)}`]: 1, "task.created": 1 },
    retryCount: 2,
    metadata: { [longName]: longText.slice(0, 1_000), w: longText.slice(-1_000), nested: { tags: [longName] } },
  });
  const resting = await mutate<{ id: string }>("subscriptions.create", { url: "https://resting.example/hook", events: ["*"], isActive: false });
  await mutate("eventTypes.register", {
    name: `deal.${"n".repeat(60)}`,
    description: longText.slice(0, 1_000),
    schema: { type: "object", properties: { ["p".repeat(100)]: { type: "string" } } },
    sample: { ["p".repeat(100)]: "s".repeat(300) },
  });
  const event = await mutate<{ id: string }>("events.publish", { type: `deal.${"n".repeat(60)}`, data: { title: longText.slice(0, 5_000) }, channels: [longName.slice(0, 60)] });
  await mutate("recoveries.start", { since: new Date(Date.now() - 3_600_000).toISOString(), webhookId: subscription.id });
  const failed = await eventually(async () => (await ask<{ items: { id: string }[] }>("deliveries.list", { status: "failed" })).items[0]);
  const conversations = await ask<{ items: { id: string; senderIdentifier: string }[] }>("conversations.list", {});
  const thread = conversations.items.find((each) => each.senderIdentifier === "long@example.com");
  const mail = conversations.items.find((each) => each.senderIdentifier === "mail@example.com");
  const review = (await ask<typeof conversations>("conversations.list", { needsReview: true })).items[0];

  for (const [name, path] of [
    ["Home", ""],
    ["Inbox", "inbox"],
    ["a thread", `inbox/${thread?.id}`],
    ["a thread of mails", `inbox/${mail?.id}`],
    ["a thread to review", `inbox/${review?.id}?needsReview=true`],
    ["Tasks", "tasks"],
    ["a task", "tasks/1"],
    ["Channels", "channels"],
    ["a new channel", "channels/new"],
    ["a new channel for texts", "channels/new?type=sms"],
    ["a new channel for mail", "channels/new?type=email"],
    ["a new webhook", "channels/new?type=custom_webhook"],
    ["a channel", `channels/${channel.id}`],
    ["a channel's messages", `channels/${channel.id}?tab=messages`],
    ["a channel's settings", `channels/${channel.id}?tab=settings`],
    ["a channel for texts", `channels/${sms.id}`],
    ["the settings of a channel for texts", `channels/${sms.id}?tab=settings`],
    ["a channel for mail", `channels/${email.id}`],
    ["a message that waits", `channels/${email.id}?tab=messages`],
    ["the settings of a channel for mail", `channels/${email.id}?tab=settings`],
    ["Subscriptions", "subscriptions"],
    ["Subscriptions, also deleted ones", "subscriptions?includeDeleted=true"],
    ["a new subscription", "subscriptions/new"],
    ["a subscription", `subscriptions/${subscription.id}`],
    ["a subscription that is off", `subscriptions/${resting.id}`],
    ["a subscription's deliveries", `subscriptions/${subscription.id}?tab=deliveries`],
    ["a subscription's test console", `subscriptions/${subscription.id}?tab=test`],
    ["a subscription's settings", `subscriptions/${subscription.id}?tab=settings`],
    ["Event types", "subscriptions/event-types"],
    ["an event type", `subscriptions/event-types/deal.${"n".repeat(60)}`],
    ["a new event type", "subscriptions/register-event-type"],
    ["Events", "logs/events"],
    ["an event", `logs/events/${event.id}`],
    ["Recoveries", "logs/recoveries"],
    ["Dead letters", "logs?status=failed"],
    ["Logs between two moments", "logs?range=between&search=nothing"],
    ["Logs", "logs"],
    ["a delivery", `logs/${failed.id}`],
    ["Settings", "settings"],
    ["Usage", "settings/usage"],
    ["a page that does not exist", "nowhere"],
  ] as const) {
    addresses.set(name, `${patchbay.url}/app/${path}`);
  }
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

const names = [
  "Home",
  "Inbox",
  "a thread",
  "a thread of mails",
  "a thread to review",
  "Tasks",
  "a task",
  "Channels",
  "a new channel",
  "a new channel for texts",
  "a new channel for mail",
  "a new webhook",
  "a channel",
  "a channel's messages",
  "a channel's settings",
  "a channel for texts",
  "the settings of a channel for texts",
  "a channel for mail",
  "a message that waits",
  "the settings of a channel for mail",
  "Subscriptions",
  "Subscriptions, also deleted ones",
  "a new subscription",
  "a subscription",
  "a subscription that is off",
  "a subscription's deliveries",
  "a subscription's test console",
  "a subscription's settings",
  "Event types",
  "an event type",
  "a new event type",
  "Events",
  "an event",
  "Recoveries",
  "Dead letters",
  "Logs between two moments",
  "Logs",
  "a delivery",
  "Settings",
  "Usage",
  "a page that does not exist",
];

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  it.each(names)("%s is accessible, wide and on a phone, and fits", async (name) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(addresses.get(name) ?? "");
      await settled(page);
      expect(await axe(page), `${name} at ${width} px`).toEqual([]);
      expect(await overflow(page), `${name} at ${width} px is too wide by`).toBeLessThanOrEqual(0);
    }
  });
});

it("keeps the sign-in page accessible and narrow", async () => {
  const visitor = await open(browser, patchbay.url);
  await visitor.page.setViewportSize({ width: 360, height: 800 });
  await visitor.page.goto(`${patchbay.url}/app/sign-in`);
  await settled(visitor.page);
  expect(await axe(visitor.page)).toEqual([]);
  expect(await overflow(visitor.page)).toBeLessThanOrEqual(0);
  expect(visitor.foreign).toEqual([]);
  await visitor.context.close();
});

it("asked no other origin, and nothing broke in a page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
