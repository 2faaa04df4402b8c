import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, open, type Watched } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";
import { startReceiver, type Receiver } from "./receiver";

let patchbay: Patchbay;
let receiver: Receiver;
let browser: Browser;
let watched: Watched;
let page: Page;
let inboundUrl: string;

beforeAll(async () => {
  [patchbay, receiver, browser] = await Promise.all([startPatchbay(), startReceiver(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
});

afterAll(async () => {
  await browser?.close();
  receiver?.stop();
  await patchbay?.stop();
});

/** The page was not loaded anew since: what came, came live. */
const mark = () => page.evaluate("window.notReloaded = true");
const isMarked = () => page.evaluate("window.notReloaded === true");

const goTo = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
const gone = (url: RegExp) => page.waitForURL((at) => !url.test(at.href));

// One story from top to bottom: each step stands on the one before.
describe("the main job", () => {
  it("leads who is not signed in to the sign-in page", async () => {
    await page.goto(`${patchbay.url}/app/tasks?status=pending`);
    await page.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
    await page.getByText("patchbay sign-in-link --email").waitFor();
    expect(page.url()).toContain("next=");
  });

  it("signs in by link, and forgets the link", async () => {
    await page.goto(patchbay.signInLink);
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    expect(page.url()).not.toContain("token");
    await page.reload();
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  });

  it("refuses the link the second time", async () => {
    const other = await open(browser, patchbay.url);
    await other.page.goto(patchbay.signInLink);
    const alert = other.page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toContain("patchbay sign-in-link --email");
    await other.context.close();
  });

  it("creates a channel and shows its URL, its secret key, and what to send", async () => {
    await goTo("Channels");
    await page.getByRole("link", { name: "Create channel" }).first().click();
    await page.getByRole("link", { name: /^Webhook/ }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Shop");
    await page.getByRole("textbox", { name: "Outbound URL" }).fill(receiver.failsFirstUrl);
    await page.getByRole("button", { name: "Create channel" }).click();
    await page.getByRole("heading", { name: "Shop is ready" }).waitFor();
    await page.getByRole("button", { name: "Show secret key" }).click();
    await page.getByText(/^[0-9a-f]{64}$/).waitFor();
    const sample = (await page.getByRole("group", { name: "curl sample" }).textContent()) ?? "";
    inboundUrl = /https?:\/\/[^' ]+/.exec(sample)?.[0] ?? "";
    expect(inboundUrl).toContain(`${patchbay.url}/api/webhooks/inbound/`);
  });

  it("shows a message that comes in, what was understood, and the answer, without a reload", async () => {
    await goTo("Inbox");
    await page.getByText("Live", { exact: true }).waitFor();
    await mark();
    await post(inboundUrl, { content: "Call Dana at Acme tomorrow 3pm, it is urgent", senderIdentifier: "dana@acme.example", senderName: "Dana" });
    await page.getByRole("link", { name: /^Dana/ }).click();
    await page.getByRole("article", { name: "Message from Dana" }).getByText("Call Dana at Acme tomorrow 3pm, it is urgent", { exact: true }).waitFor();
    await page.getByRole("list", { name: "Tasks made from this message" }).getByRole("link").waitFor();
    await page.getByRole("article", { name: "Message from Assistant" }).waitFor();
    expect(await isMarked()).toBe(true);
  });

  it("shows a failed delivery with its reason, and tries it again", async () => {
    const answer = page.getByRole("article", { name: "Message from Assistant" });
    await answer.getByText("Failed", { exact: true }).waitFor();
    await goTo("Home");
    await page.getByRole("heading", { name: "Failed deliveries" }).waitFor();
    await page.getByRole("link", { name: "Reply through Shop" }).click();
    const drawer = page.getByRole("dialog", { name: "Delivery" });
    await drawer.getByText("Attempt 1").waitFor();
    await drawer.getByRole("button", { name: "Retry delivery" }).click();
    await drawer.getByText("Delivered", { exact: true }).waitFor();
    await drawer.getByText("Succeeded", { exact: true }).waitFor();
    await drawer.getByRole("link", { name: "show it in its conversation" }).click();
    await answer.getByText("Delivered", { exact: true }).waitFor();
    expect(await isMarked()).toBe(true);
  });

  it("replies with Ctrl Enter", async () => {
    const reply = page.getByRole("textbox", { name: "Reply to Dana" });
    await reply.fill("I will call you myself.");
    await reply.press("Control+Enter");
    const mine = page.getByRole("article", { name: "Message from Member" });
    await mine.getByText("I will call you myself.").waitFor();
    await mine.getByText("Delivered", { exact: true }).waitFor();
    expect(await reply.inputValue()).toBe("");
  });

  it("shows a task that a message makes, live in the list", async () => {
    await goTo("Tasks");
    const rows = page.getByRole("table", { name: "Tasks" }).getByRole("row");
    await rows.nth(1).waitFor();
    await post(inboundUrl, {
      content: "Please do this one too",
      senderIdentifier: "lena@globex.example",
      taskTitle: "Send the March invoice to Globex",
      taskPriority: "high",
    });
    await page.getByRole("link", { name: "Send the March invoice to Globex" }).waitFor();
    expect(await isMarked()).toBe(true);
  });

  it("completes the task, and can undo it", async () => {
    await page.getByRole("link", { name: "Send the March invoice to Globex" }).click();
    const drawer = page.getByRole("dialog", { name: /^Task/ });
    await drawer.getByRole("button", { name: "Complete", exact: true }).click();
    await drawer.getByText("Completed", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await drawer.getByText("Pending", { exact: true }).waitFor();
    await drawer.getByRole("button", { name: "Complete", exact: true }).click();
    await drawer.getByRole("button", { name: "Reopen" }).waitFor();
  });

  it("leads from a task to the message it came from", async () => {
    await page.getByRole("dialog").getByRole("link", { name: "Show the message it came from" }).click();
    await page.getByRole("article", { name: /Message from/ }).getByText("Please do this one too").waitFor();
    const link = page.getByRole("list", { name: "Tasks made from this message" });
    await link.getByText("Completed", { exact: true }).waitFor();
  });

  it("filters tasks in the URL, and fails one with a reason", async () => {
    await goTo("Tasks");
    await page.getByRole("combobox", { name: "Status" }).click();
    await page.getByRole("option", { name: "Pending" }).click();
    await page.waitForURL(/status=pending/);
    await page.getByRole("link", { name: "Send the March invoice to Globex" }).waitFor({ state: "detached" });
    await page.locator("[data-row-link]").first().click();
    const drawer = page.getByRole("dialog", { name: /^Task/ });
    await drawer.getByRole("button", { name: /^More actions/ }).click();
    await page.getByRole("menuitem", { name: "Fail with a reason" }).click();
    await drawer.getByRole("textbox").fill("The number does not exist.");
    await drawer.getByRole("button", { name: "Fail task" }).click();
    await drawer.getByText("The number does not exist.").waitFor();
  });

  it("moves with the keyboard alone", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.getByRole("heading", { name: "Channels", level: 1 }).waitFor();
    await page.locator("[data-row-link]").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "Overview" }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
  });

  it("sends a test, disables the channel and deletes it, keeping its messages", async () => {
    await goTo("Channels");
    await page.getByRole("link", { name: "Shop" }).click();
    await page.getByRole("button", { name: "Send test" }).click();
    const drawer = page.getByRole("dialog", { name: /^Send test/ });
    await drawer.getByRole("button", { name: "Send test" }).click();
    await drawer.getByText("HTTP status").waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "hidden" });
    await page.getByRole("tab", { name: "Settings" }).click();
    await page.getByRole("button", { name: "Disable channel" }).click();
    await page.getByText("Disabled", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Enable channel" }).click();
    await page.getByText("Active", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Delete channel" }).click();
    const question = page.getByRole("dialog", { name: "Delete channel" });
    await question.getByText("Its messages are kept").waitFor();
    await question.getByRole("button", { name: "Delete channel" }).click();
    await gone(/channels\/./);
    await page.getByRole("link", { name: "Shop" }).waitFor({ state: "detached" });
    await goTo("Inbox");
    await page.getByRole("link", { name: /^Dana/ }).waitFor();
  });

  it("signs out", async () => {
    await goTo("Settings");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
    await page.goto(`${patchbay.url}/app/inbox`);
    await page.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
  });

  it("told the receiver each answer once", () => {
    const answers = receiver.bodies.filter((body) => body.includes("I will call you myself."));
    expect(answers).toHaveLength(1);
  });

  it("asked no other origin, and nothing broke in the page", () => {
    expect(watched.foreign).toEqual([]);
    expect(watched.errors).toEqual([]);
  });
});
