import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, open } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";
import { eventually, signIn, type Session } from "./session";

let patchbay: Patchbay;
let browser: Browser;
let page: Page;
let session: Session;
let inboundUrl: string;

const say = (content: string) => post(inboundUrl, { content, senderIdentifier: "talker@example.com", senderName: "Talker" });

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  ({ page } = await open(browser, patchbay.url));
  session = await signIn(page, patchbay);
  const created = await session.mutate<{ webhookUrl: string }>("webhooks.create", { channelType: "custom_webhook", channelName: "Talk" });
  inboundUrl = created.webhookUrl;
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

it("stays at the latest message, and never moves what is being read above it", async () => {
  for (let number = 1; number <= 12; number += 1) {
    await say(`Please prepare report number ${number}`);
    // What comes quickly is answered together: each waits for the answer before.
    await eventually(async () => {
      const { items } = await session.ask<{ items: { messageCount: number }[] }>("conversations.list", {});
      return items[0]?.messageCount === 2 * number || undefined;
    });
  }
  await page.goto(`${patchbay.url}/app/inbox`);
  await page.getByRole("link", { name: /^Talker/ }).click();
  const thread = page.getByRole("region", { name: "Messages" });
  const inbound = thread.getByRole("article", { name: "Message from Talker" });
  const answers = thread.getByRole("article", { name: "Message from Assistant" });
  // All answers are there: from here on nothing moves by itself.
  await answers.nth(11).waitFor();
  await inbound.last().getByText("Please prepare report number 12", { exact: true }).waitFor();

  await say("Please prepare report number 13");
  await answers.nth(12).waitFor();
  await page.waitForFunction(isAtEnd);

  const third = inbound.nth(2);
  await third.scrollIntoViewIfNeeded();
  const before = await third.boundingBox();
  await say("Please prepare report number 14");
  await page.getByRole("button", { name: "New messages" }).waitFor();
  await answers.nth(13).waitFor({ state: "attached" });
  expect((await third.boundingBox())?.y).toBe(before?.y);

  await page.getByRole("button", { name: "New messages" }).click();
  await page.waitForFunction(isAtEnd);
  await page.getByRole("button", { name: "New messages" }).waitFor({ state: "detached" });
});

function isAtEnd(): boolean {
  const box = document.querySelector("[aria-label='Messages']");
  return box !== null && box.scrollHeight - box.scrollTop - box.clientHeight < 2;
}
