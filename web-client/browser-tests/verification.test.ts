import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, open, settled, type Watched } from "./browser";
import { startPatchbay, type Patchbay } from "./patchbay";
import { startReceiver, type Receiver } from "./receiver";
import { eventually, signIn } from "./session";

let patchbay: Patchbay;
let receiver: Receiver;
let browser: Browser;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  [patchbay, receiver, browser] = await Promise.all([startPatchbay(), startReceiver(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  const session = await signIn(page, patchbay);
  const channel = await session.mutate<{ id: string }>("webhooks.create", {
    channelType: "custom_webhook",
    channelName: "Shop",
    providerConfig: { outboundWebhookUrl: receiver.url },
  });
  await page.goto(`${patchbay.url}/app/channels/${channel.id}`);
});

afterAll(async () => {
  await browser?.close();
  receiver?.stop();
  await patchbay?.stop();
});

it("sends a code to the outbound URL, and waits before it sends another", async () => {
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByText(/^The code goes to the outbound URL/).waitFor();
  await page.getByText(/^Another one can be sent in \d+ s\.$/).waitFor();
  expect(await page.getByRole("button", { name: "Send another code" }).isDisabled()).toBe(true);
  await page.getByText("Delivered", { exact: true }).waitFor();
});

it("waits as long as the server says after the page was loaded anew", async () => {
  await page.reload();
  await settled(page);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByText(/^Another one can be sent in \d+ s\.$/).waitFor();
});

it("refuses a wrong code and takes the right one", async () => {
  const code = await eventually(codeThatCame);
  await enterCode(code === "000000" ? "000001" : "000000");
  await page.getByRole("group", { name: "Code" }).getByRole("alert").waitFor();
  expect(await page.getByLabel("Digit 1 of 6").getAttribute("aria-invalid")).toBe("true");
  await enterCode(code);
  await page.getByText("Shop is verified.").waitFor();
  await page.getByText("Verified", { exact: true }).first().waitFor();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Channels", exact: true }).click();
  await page.getByRole("row", { name: /Shop/ }).getByText(/· verified/).waitFor();
});

it("shows in the logs that a code was sent, and not which", async () => {
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Logs", exact: true }).click();
  await page.getByRole("link", { name: "Verification through Shop" }).click();
  const body = page.getByRole("dialog", { name: "Delivery" }).getByRole("group", { name: "request body" });
  expect(await body.textContent()).toContain("webhook.verification");
  expect(await body.textContent()).not.toContain(await eventually(codeThatCame));
});

it("asked no other origin, and nothing broke in the page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});

/** Digits are typed one after another, as people do. */
async function enterCode(code: string): Promise<void> {
  await page.getByLabel("Digit 1 of 6").click();
  await page.keyboard.type(code);
}

function codeThatCame(): string | undefined {
  for (const body of receiver.bodies) {
    const event = JSON.parse(body) as { type: string; data: { code?: string } };
    if (event.type === "webhook.verification") return event.data.code;
  }
  return undefined;
}
