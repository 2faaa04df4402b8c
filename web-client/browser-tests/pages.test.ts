import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";

// Long enough to break a layout that trusts its contents.
const longName = `${"N".repeat(60)} a name of a hundred characters`.padEnd(100, "x").slice(0, 100);
const longText = `${"word ".repeat(800)}${"w".repeat(5_900)}`;

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
const addresses = new Map<string, string>();

async function ask<Answer>(procedure: string, input: object): Promise<Answer> {
  const address = `${patchbay.url}/rspc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
  const answer = (await (await page.request.get(address)).json()) as { result: { data: Answer } };
  return answer.result.data;
}

async function mutate<Answer>(procedure: string, input: object): Promise<Answer> {
  const answer = await page.request.post(`${patchbay.url}/rspc/${procedure}`, { data: input, headers: { origin: patchbay.url } });
  const { result } = (await answer.json()) as { result: { data: Answer } };
  if (!answer.ok()) throw new Error(`${procedure}: HTTP ${answer.status()} ${JSON.stringify(result)}`);
  return result.data;
}

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  await page.goto(patchbay.signInLink);
  await settled(page);

  const channel = await mutate<{ id: string; webhookUrl: string }>("webhooks.create", {
    channelType: "custom_webhook",
    channelName: longName,
    // Refused by the address guard, so that there is a failed delivery to show.
    providerConfig: { outboundWebhookUrl: "http://10.255.255.1/fail-always" },
  });
  await post(channel.webhookUrl, { content: longText, senderIdentifier: "long@example.com", senderName: longName, taskTitle: "T".repeat(200) });
  await post(channel.webhookUrl, { content: "Fix the checkout today, urgent", senderIdentifier: "tom@example.com", taskPriority: "critical", taskTitle: "Fix the checkout" });
  const failed = await eventually(async () => (await ask<{ items: { id: string }[] }>("deliveries.list", { status: "failed" })).items[0]);
  const conversations = await ask<{ items: { id: string; senderIdentifier: string }[] }>("conversations.list", {});
  const thread = conversations.items.find((each) => each.senderIdentifier === "long@example.com");

  for (const [name, path] of [
    ["Home", ""],
    ["Inbox", "inbox"],
    ["a thread", `inbox/${thread?.id}`],
    ["Tasks", "tasks"],
    ["a task", "tasks/1"],
    ["Channels", "channels"],
    ["a new channel", "channels/new"],
    ["a channel", `channels/${channel.id}`],
    ["a channel's messages", `channels/${channel.id}?tab=messages`],
    ["a channel's settings", `channels/${channel.id}?tab=settings`],
    ["Logs", "logs"],
    ["a delivery", `logs/${failed.id}`],
    ["Settings", "settings"],
    ["a page that does not exist", "nowhere"],
  ] as const) {
    addresses.set(name, `${patchbay.url}/app/${path}`);
  }
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

async function eventually<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    const value = await look();
    if (value !== undefined) return value;
  }
  throw new Error("it did not come to pass");
}

const names = [
  "Home",
  "Inbox",
  "a thread",
  "Tasks",
  "a task",
  "Channels",
  "a new channel",
  "a channel",
  "a channel's messages",
  "a channel's settings",
  "Logs",
  "a delivery",
  "Settings",
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
