import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";
import { eventually, signIn, type Session } from "./session";

interface Message {
  id: string;
  status: string;
  conversationId: string;
  intent: string;
  content: string;
  direction: string;
  tasks: { number: number; title: string; status: string }[];
}

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;
let channel: { id: string; webhookUrl: string };

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  session = await signIn(page, patchbay);
  channel = await session.mutate("webhooks.create", { channelType: "custom_webhook", channelName: "Shop" });
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

/** What was understood of a message of this text, once it was. */
const understood = (content: string) =>
  eventually(async () => {
    const { items } = await session.ask<{ items: Message[] }>("webhooks.getMessages", { webhookId: channel.id });
    return items.find((message) => message.content === content && message.status === "processed");
  });

const article = (text: string) => page.getByRole("article").filter({ hasText: text }).first();

/** Looks at the page in both schemes and two widths; keeps pictures where `SCREENSHOTS` names a folder. */
async function lookAt(name: string): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate((value) => document.documentElement.setAttribute("data-mantine-color-scheme", value), scheme);
    for (const [width, height] of [[1280, 900], [360, 800]] as const) {
      await page.setViewportSize({ width, height });
      await settled(page);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await axe(page)).toEqual([]);
      const folder = process.env.SCREENSHOTS;
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png` });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(() => document.documentElement.setAttribute("data-mantine-color-scheme", "light"));
}

it("tries settings on recent messages before they are saved", async () => {
  await page.goto(`${patchbay.url}/app/channels/${channel.id}?tab=settings`);
  await settled(page);
  const toggle = page.getByRole("button", { name: "Preview on recent messages" });
  await toggle.click();
  const preview = page.getByRole("region", { name: "Preview on recent messages" });
  await preview.getByText("No message has come through this channel yet").waitFor();

  await post(channel.webhookUrl, { content: "Please call Dana on Friday at 3pm", senderIdentifier: "dana@acme.example" });
  await understood("Please call Dana on Friday at 3pm");
  await page.reload();
  await settled(page);
  await toggle.click();
  await preview.getByText(/I have created a task\./).waitFor();
  await page.getByRole("radio", { name: "Friendly" }).check();
  await preview.getByText(/Got it! I've put this on the list\./).waitFor();
  await page.getByRole("combobox", { name: "Language of answers" }).click();
  await page.getByRole("option", { name: "German" }).click();
  await preview.getByText(/Alles klar! Steht auf der Liste\./).waitFor();
  await lookAt("preview");
  // Nothing of it happened.
  const { items } = await session.ask<{ items: unknown[] }>("tasks.list", {});
  expect(items.length).toBe(1);
  const stored = await session.ask<{ assistant: { personality: string; language: string } }>("webhooks.get", { id: channel.id });
  expect([stored.assistant.personality, stored.assistant.language]).toEqual(["professional", "message"]);

  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByText("Shop saved.").waitFor();
  const saved = await session.ask<{ assistant: object }>("webhooks.get", { id: channel.id });
  expect(saved.assistant).toMatchObject({ personality: "friendly", language: "de", requireConfirmation: false, approval: "unknown_senders" });
});

it("corrects what was understood, and takes it back", async () => {
  const first = await understood("Please call Dana on Friday at 3pm");
  await page.goto(`${patchbay.url}/app/inbox/${first.conversationId}`);
  await settled(page);
  const message = article("Please call Dana");
  await message.getByText("Built-in ·").waitFor();
  await message.getByRole("button", { name: "Details" }).click();
  await message.getByRole("group", { name: "How it was understood" }).getByText("High: the words leave little open").waitFor();

  await message.getByRole("button", { name: "Correct" }).click();
  await page.getByRole("menuitem", { name: "Not a task" }).click();
  await page.getByText("Task 1 cancelled: it was no task.").waitFor();
  await message.getByText("Cancelled").waitFor();
  await message.getByText(/Corrected by/).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await message.getByText("Pending").waitFor();
  expect((await understood("Please call Dana on Friday at 3pm")).tasks.map((task) => task.status)).toEqual(["pending"]);

  await message.getByRole("button", { name: "Correct" }).click();
  await page.getByRole("menuitem", { name: "Something else…" }).click();
  const dialog = page.getByRole("dialog", { name: "What should it have been?" });
  await dialog.getByRole("textbox", { name: "Title" }).fill("Call Dana back");
  await dialog.getByRole("button", { name: "Add a missing task" }).click();
  await dialog.getByRole("button", { name: "Correct message" }).click();
  await dialog.getByText("Say what is to be done.").waitFor();
  await lookAt("correct");
  await dialog.getByRole("textbox", { name: "Title" }).last().fill("Write to Dana");
  await dialog.getByRole("button", { name: "Correct message" }).click();
  await message.getByRole("link", { name: "Task 2: Write to Dana" }).waitFor();
  await message.getByRole("link", { name: "Task 1: Call Dana back" }).waitFor();
  await message.getByRole("list", { name: "Corrections" }).getByText("Task 2 was missing: Write to Dana").waitFor();
  await lookAt("thread");
});

it("makes a task of a message that was none", async () => {
  const text = "The old prices still stand on the landing page";
  await post(channel.webhookUrl, { content: text, senderIdentifier: "dana@acme.example" });
  const { conversationId } = await understood(text);
  await page.goto(`${patchbay.url}/app/inbox/${conversationId}`);
  await settled(page);
  await article(text).getByRole("button", { name: "Correct" }).click();
  await page.getByRole("menuitem", { name: "This is a task" }).click();
  await article(text).getByRole("link", { name: /^Task 3: .*landing page/ }).waitFor();
});

it("adds the usage up by day and model", async () => {
  await page.goto(`${patchbay.url}/app/settings`);
  await settled(page);
  await page.getByRole("link", { name: "Usage" }).click();
  const table = page.getByRole("table", { name: "Usage" });
  await table.getByText("Built-in").first().waitFor();
  await page.getByText("Fallbacks", { exact: true }).first().waitFor();
  await lookAt("usage");
  await page.getByLabel("From", { exact: true }).fill("2020-01-01");
  await page.getByLabel("To", { exact: true }).fill("2020-01-31");
  await page.keyboard.press("Enter");
  await page.getByText("The assistant took no turn in these days.").waitFor();
  expect(page.url()).toContain("until=2020-01-31");
});

it("keeps what the organization tells its assistant", async () => {
  await page.goto(`${patchbay.url}/app/settings/organization`);
  await settled(page);
  await page.getByRole("textbox", { name: "Instructions for the assistant" }).fill("We are closed in August.");
  await page.getByText(/^24 of 2.000 characters$/).waitFor();
  await lookAt("organization");
  await page.getByRole("button", { name: "Save organization" }).click();
  await page.getByText("Organization saved.").waitFor();
  expect((await session.ask<{ instructions: string }>("settings.get", {})).instructions).toBe("We are closed in August.");
});

it("goes nowhere else and fails nowhere", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
