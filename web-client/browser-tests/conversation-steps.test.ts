import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";
import { startReceiver, type Receiver } from "./receiver";
import { eventually, signIn, type Session } from "./session";

let patchbay: Patchbay;
let receiver: Receiver;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;
let inboundUrl: string;
let address: string;

const say = (content: string) => post(inboundUrl, { content, senderIdentifier: "dana@acme.example", senderName: "Dana" });
const thread = () => page.getByRole("region", { name: "Messages" });
const answers = () => thread().getByRole("article", { name: "Message from Assistant" });
const steps = () => page.getByRole("group", { name: "Steps" });
const banner = (name: string) => page.getByRole("group", { name, exact: true });
const statusIs = (status: string) =>
  eventually(async () => {
    const { items } = await session.ask<{ items: { number: number; status: string }[] }>("conversations.list", { includeArchived: true });
    return items.find((each) => each.number === 1)?.status === status || undefined;
  });

/** A step in words, however long ago. */
const line = (words: string) => thread().getByText(new RegExp(`^owner ${words} · `));

beforeAll(async () => {
  [patchbay, receiver, browser] = await Promise.all([startPatchbay(), startReceiver(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  session = await signIn(page, patchbay);
  const channel = await session.mutate<{ webhookUrl: string }>("webhooks.create", {
    channelType: "custom_webhook",
    channelName: "Shop",
    providerConfig: { outboundWebhookUrl: receiver.url },
    // What comes after the end begins another conversation.
    assistant: { reopenWithinHours: 0 },
  });
  inboundUrl = channel.webhookUrl;
  await say("Please prepare the report");
  const { id } = await eventually(async () => (await session.ask<{ items: { id: string }[] }>("conversations.list", {})).items[0]);
  address = `${patchbay.url}/app/inbox/${id}`;
  await page.goto(address);
  await answers().waitFor();
});

afterAll(async () => {
  await browser?.close();
  receiver?.stop();
  await patchbay?.stop();
});

// One conversation from beginning to end: each step stands on the one before.
describe("the steps of a conversation", () => {
  it("is paused with a reason that the thread shows", async () => {
    await steps().getByRole("button", { name: "With a reason" }).click();
    await page.getByRole("menuitem", { name: "Pause with a reason…" }).click();
    const dialog = page.getByRole("dialog", { name: "Pause conversation 1" });
    await dialog.getByRole("textbox", { name: "Reason" }).fill("I know Dana");
    await dialog.getByRole("button", { name: "Pause" }).click();
    await banner("Paused").getByText("The assistant is silent. What you write goes out by Shop.").waitFor();
    await line("paused the conversation: I know Dana").waitFor();
  });

  it("keeps what comes in while it is paused, and does not answer it", async () => {
    await say("Are you there?");
    await thread().getByText("Are you there?", { exact: true }).waitFor();
    await eventually(async () => {
      const { items } = await session.ask<{ items: { content: string; status: string }[] }>("conversations.messages", { id: address.split("/").at(-1) });
      return items.find((message) => message.content === "Are you there?" && message.status === "processed");
    });
    expect(await answers().count()).toBe(1);
  });

  it("sends what a member writes meanwhile", async () => {
    const reply = page.getByRole("textbox", { name: "Reply to Dana" });
    await reply.fill("I am, and I will call you.");
    await reply.press("Control+Enter");
    await thread().getByRole("article", { name: "Message from Member" }).getByText("Delivered", { exact: true }).waitFor();
    expect(receiver.bodies.filter((body) => body.includes("I will call you."))).toHaveLength(1);
  });

  it("answers again after it is resumed", async () => {
    await banner("Paused").getByRole("button", { name: "Resume" }).click();
    await line("resumed the conversation").waitFor();
    await banner("Paused").waitFor({ state: "detached" });
    await say("Please send the March invoice");
    await answers().nth(1).waitFor();
    expect(await answers().count()).toBe(2);
  });

  it("takes a pause back", async () => {
    await steps().getByRole("button", { name: "Pause" }).click();
    await banner("Paused").waitFor();
    await page.getByText("Conversation 1 paused.").last().waitFor();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await statusIs("active");
    await banner("Paused").waitFor({ state: "detached" });
  });

  it("is resolved by a key, but not while somebody writes", async () => {
    const reply = page.getByRole("textbox", { name: "Reply to Dana" });
    await reply.fill("");
    await reply.pressSequentially("e");
    expect(await reply.inputValue()).toBe("e");
    await reply.fill("");
    await thread().focus();
    await page.keyboard.press("e");
    await banner("Resolved").getByText("A new message from Dana begins another conversation.").waitFor();
    await statusIs("resolved");
    await line("resolved the conversation").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Resolve the conversation").waitFor();
    await page.keyboard.press("Escape");
  });

  it("is reopened", async () => {
    await steps().getByRole("button", { name: "Reopen" }).click();
    await line("reopened the conversation").waitFor();
    await steps().getByRole("button", { name: "Resolve" }).waitFor();
    await statusIs("active");
  });

  it("says why it cannot be reopened while a newer one is open", async () => {
    await steps().getByRole("button", { name: "Resolve" }).click();
    await banner("Resolved").waitFor();
    await say("One more thing");
    await page.getByRole("link", { name: /Conversation 2 · Shop/ }).waitFor();
    await banner("Resolved").getByRole("button", { name: "Reopen" }).click();
    await page.getByRole("alert").getByText(/a newer one with dana@acme\.example is open/).waitFor();
  });

  it("is archived after a question, with a reason, and takes no more replies", async () => {
    await steps().getByRole("button", { name: "Archive" }).click();
    const dialog = page.getByRole("dialog", { name: "Archive conversation 1" });
    await dialog.getByText(/cannot be opened again/).waitFor();
    await dialog.getByRole("textbox", { name: /^Reason/ }).fill("All is done");
    await dialog.getByRole("button", { name: "Archive" }).click();
    await banner("Archived").waitFor();
    await line("archived the conversation: All is done").waitFor();
    expect(await page.getByRole("textbox", { name: "Reply to Dana" }).count()).toBe(0);
    expect(await steps().count()).toBe(0);
  });

  it("is found by where it stands, which the URL keeps", async () => {
    const list = page.getByRole("region", { name: "Conversations" });
    await page.getByRole("combobox", { name: "Status" }).click();
    await page.getByRole("option", { name: "Archived" }).click();
    await page.waitForURL(/status=archived/);
    await list.getByText(/Conversation 2/).waitFor({ state: "detached" });
    await page.reload();
    await list.getByText(/Conversation 1/).waitFor();
    expect(await list.getByText(/Conversation 2/).count()).toBe(0);
  });

  it("leads to its contact, and says when that was deleted", async () => {
    await page.goto(address);
    await page.getByRole("link", { name: "its contact" }).click();
    const drawer = page.getByRole("dialog", { name: "Contact" });
    await drawer.getByRole("heading", { name: "Dana" }).waitFor();
    const { items } = await session.ask<{ items: { id: string }[] }>("contacts.list", { search: "Dana" });
    await session.mutate("contacts.delete", { id: items[0]?.id });
    await page.goto(address);
    await page.getByText("a deleted contact").waitFor();
    expect(await page.getByRole("link", { name: "its contact" }).count()).toBe(0);
  });
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  const senders = { active: "active@example.com", paused: "paused@example.com", resolved: "resolved@example.com", archived: "archived@example.com" };
  const reason = `${"why ".repeat(60)}${"w".repeat(200)}`;

  beforeAll(async () => {
    for (const [status, senderIdentifier] of Object.entries(senders)) {
      await post(inboundUrl, { content: `Hello from ${status}`, senderIdentifier });
      const conversation = await find(senderIdentifier);
      const step = { paused: "pause", resolved: "resolve", archived: "archive" }[status];
      // A second round finds them as the first one left them.
      if (step !== undefined && conversation.status === "active") await session.mutate(`conversations.${step}`, { id: conversation.id, reason });
    }
  });

  const find = (sender: string) =>
    eventually(async () => {
      const { items } = await session.ask<{ items: { id: string; senderIdentifier: string; status: string }[] }>("conversations.list", { includeArchived: true });
      return items.find((each) => each.senderIdentifier === sender);
    });

  it.each(Object.keys(senders) as (keyof typeof senders)[])("one that is %s is accessible, wide and on a phone, and fits", async (status) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { id } = await find(senders[status]);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${patchbay.url}/app/inbox/${id}`);
      await settled(page);
      await thread().getByText(`Hello from ${status}`).first().waitFor();
      expect(await axe(page), `${status} at ${width} px`).toEqual([]);
      expect(await overflow(page), `${status} at ${width} px is too wide by`).toBeLessThanOrEqual(0);
      if (status === "archived") continue;
      await steps().getByRole("button", { name: "Archive" }).click();
      await page.getByRole("dialog", { name: /^Archive/ }).waitFor();
      await settled(page);
      expect(await axe(page), `the question at ${width} px`).toEqual([]);
    }
  });
});

it("asked no other origin, and nothing broke in the page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
