import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";
import { eventually, signIn, type Session } from "./session";

interface Channel {
  id: string;
  webhookUrl: string;
}

interface Task {
  number: number;
  title: string;
  status: string;
  needsApproval: boolean;
  contactId: string;
}

interface Confirmation {
  id: string;
  conversationId: string;
  status: string;
  code: string;
  isOwn: boolean;
}

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;
let own: Channel;
let form: Channel;
let mail: Channel;

const ask = (content: string) => post(own.webhookUrl, { content, senderIdentifier: "ann@acme.example", senderName: "Ann" });
const fillIn = (content: string, senderName = "Sue") => post(form.webhookUrl, { content, senderIdentifier: `${senderName.toLowerCase()}@example.com`, senderName });

const waiting = () => page.getByRole("region", { name: "Waiting for your answer" });
const question = (summary: string | RegExp) => waiting().getByRole("group", { name: summary });
const thread = () => page.getByRole("region", { name: "Messages" });
const goTo = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }).click();
const drawer = (name: string) => page.getByRole("dialog", { name });
const row = (name: string | RegExp) => page.getByRole("row", { name });

const tasks = async () => (await session.ask<{ items: Task[] }>("tasks.list", {})).items;
const confirmations = async (waiting = false) => (await session.ask<{ items: Confirmation[] }>("confirmations.list", waiting ? { waiting } : {})).items;
const latest = async () => (await confirmations())[0];
const task = (title: string) => eventually(async () => (await tasks()).find((each) => each.title === title));
/** Says something and waits until it is asked about: what comes at once would be asked about together. */
const another = async (say: () => Promise<void>) => {
  const before = (await confirmations(true)).length;
  await say();
  await eventually(async () => (await confirmations(true)).length > before || undefined);
};

/** The page was not loaded anew since: what came, came live. */
const mark = () => page.evaluate("window.notReloaded = true");
const isMarked = () => page.evaluate("window.notReloaded === true");

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  session = await signIn(page, patchbay);
  // A member has at most three active channels, and the first was there from the start.
  const [first] = (await session.ask<{ items: { id: string }[] }>("webhooks.list", {})).items;
  await session.mutate("webhooks.update", { id: first?.id, isActive: false });
  own = await session.mutate<Channel>("webhooks.create", { channelType: "custom_webhook", channelName: "Notes", assistant: { requireConfirmation: true } });
  form = await session.mutate<Channel>("webhooks.create", { channelType: "custom_webhook", channelName: "Contact form", providerConfig: { senders: "contacts" } });
  mail = await session.mutate<Channel>("webhooks.create", { channelType: "email", channelName: "Mail", providerConfig: { inboundEmailAddress: "tasks@example.com" } });
  // Something was said before, so that Home is more than an introduction.
  await ask("What is open?");
  await eventually(async () => (await session.ask<{ items: unknown[] }>("conversations.list", {})).items[0]);
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

// One story from top to bottom: each step stands on the one before.
describe("what waits for a member's yes or no", () => {
  it("appears on Home as it comes in, with who asked, its code, and until when", async () => {
    await page.goto(`${patchbay.url}/app`);
    await page.getByRole("heading", { name: "Recent conversations" }).waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    expect(await waiting().count()).toBe(0);
    await mark();
    await ask("Please call Acme");
    await question('Waiting: new task "Call Acme"').waitFor();
    const { code } = (await latest()) ?? { code: "none" };
    await waiting().getByText(code, { exact: true }).waitFor();
    await waiting().getByText(/^You asked for it in/).waitFor();
    await waiting().getByText(/^Expires/).waitFor();
    await page.getByRole("link", { name: "Home 1 waiting for your answer" }).waitFor();
    expect(await isMarked()).toBe(true);
    expect(await tasks()).toEqual([]);
  });

  it("leads to the message that asked for it", async () => {
    await waiting().getByRole("link", { name: "this message" }).click();
    await thread().getByRole("article", { name: "Message from Ann" }).getByText("Please call Acme", { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get("message")).toBeTruthy();
  });

  it("is agreed to in the thread; the task is made, the thread has the answer, and nothing waits any more", async () => {
    await question(/Call Acme/).getByRole("button", { name: /^Agree/ }).click();
    await waiting().waitFor({ state: "detached" });
    await thread().getByRole("article", { name: "Message from Assistant" }).getByText(/Task 1: Call Acme/).waitFor();
    await page.getByText('Agreed: new task "Call Acme".').waitFor();
    await page.getByRole("link", { name: "Home", exact: true }).waitFor();
    expect((await task("Call Acme")).needsApproval).toBe(false);
    expect((await latest())?.status).toBe("agreed");
    expect(await isMarked()).toBe(true);
  });

  it("is declined on Home, and nothing is done", async () => {
    await goTo("Home");
    await ask("Please order paper");
    await question(/Order paper/).getByRole("button", { name: /^Decline/ }).click();
    await waiting().waitFor({ state: "detached" });
    await page.getByText('Declined: new task "Order paper".').waitFor();
    expect(await tasks()).toHaveLength(1);
    expect((await latest())?.status).toBe("declined");
  });

  it("says so where somebody else was faster", async () => {
    await ask("Please order ink");
    await question(/Order ink/).waitFor();
    await page.route("**/rspc/confirmations.list**", (route) => route.abort());
    await session.mutate("confirmations.settle", { id: (await latest())?.id, agree: false });
    await question(/Order ink/).getByRole("button", { name: /^Agree/ }).click();
    await page.getByRole("alert").getByText("It was settled already.").first().waitFor();
    await page.unroute("**/rspc/confirmations.list**");
    expect(await tasks()).toHaveLength(1);
  });
});

describe("what a stranger asks for", () => {
  it("is put before a member, and stands among the tasks as needing approval", async () => {
    await page.goto(`${patchbay.url}/app`);
    await page.getByText("Live", { exact: true }).waitFor();
    await mark();
    await fillIn("Please call me back");
    await question(/Call me back/).getByRole("link", { name: /sue/i }).waitFor();
    await goTo("Tasks");
    await row(/Call me back/).getByText("Needs approval").waitFor();
    await page.getByRole("checkbox", { name: "Needs approval" }).check();
    await row(/Call Acme/).waitFor({ state: "detached" });
    expect(new URL(page.url()).searchParams.get("needsApproval")).toBe("true");
    await page.reload();
    await row(/Call me back/).waitFor();
    expect(await page.getByRole("checkbox", { name: "Needs approval" }).isChecked()).toBe(true);
  });

  it("is approved by a click, and is asked about no more", async () => {
    await mark();
    await row(/Call me back/).getByRole("link").click();
    const detail = drawer("Task 2");
    await detail.getByText("Needs approval").waitFor();
    await detail.getByRole("button", { name: "Approve" }).click();
    await detail.getByRole("button", { name: "Complete" }).waitFor();
    expect(await detail.getByText("Needs approval").count()).toBe(0);
    await row(/Call me back/).waitFor({ state: "detached" });
    expect((await task("Call me back")).needsApproval).toBe(false);
    await page.keyboard.press("Escape");
    await goTo("Home");
    await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Home", exact: true }).waitFor();
    expect(await waiting().count()).toBe(0);
    expect(await isMarked()).toBe(true);
  });

  it("is declined with a reason, which the task keeps", async () => {
    await fillIn("Please send me a brochure", "Tom");
    const { number } = await task("Send me a brochure");
    await page.goto(`${patchbay.url}/app/tasks/${number}?needsApproval=true`);
    const detail = drawer(`Task ${number}`);
    await detail.getByRole("button", { name: "Decline" }).click();
    await detail.getByRole("textbox", { name: /^Why is task/ }).fill("There is none");
    await detail.getByRole("button", { name: "Decline task" }).click();
    await detail.getByText("Cancelled", { exact: true }).first().waitFor();
    await detail.getByText("There is none").waitFor();
    expect((await task("Send me a brochure")).status).toBe("cancelled");
    await page.getByText("No task matches these filters.").waitFor();
  });

  it("makes no work for a member once they know them", async () => {
    const { contactId } = await task("Send me a brochure");
    await page.goto(`${patchbay.url}/app/contacts`);
    await row(/tom/i).getByText("Unknown").waitFor();
    // She was agreed to.
    expect(await row(/sue/i).getByText("Unknown").count()).toBe(0);
    await row(/tom/i).getByRole("link").click();
    const known = page.getByRole("dialog").getByRole("switch", { name: "A member knows them" });
    expect(await known.isChecked()).toBe(false);
    await known.click();
    await page.getByRole("dialog").getByText(/is done at once/).waitFor();
    await row(/tom/i).getByText("Unknown").waitFor({ state: "detached" });
    const contact = await session.ask<{ isKnown: boolean }>("contacts.get", { id: contactId });
    expect(contact.isKnown).toBe(true);
    await fillIn("Please send me an offer", "Tom");
    expect((await task("Send me an offer")).needsApproval).toBe(false);
  });
});

describe("whose words come by a channel", () => {
  it("is chosen for a webhook", async () => {
    await page.goto(`${patchbay.url}/app/channels/${form.id}?tab=settings`);
    const senders = page.getByRole("radiogroup", { name: "Whose words come by it" });
    expect(await senders.getByRole("radio", { name: /^Other people/ }).isChecked()).toBe(true);
    await senders.getByRole("radio", { name: "My own systems" }).check();
    await page.getByRole("button", { name: "Save changes" }).click();
    await eventually(async () => {
      const stored = await session.ask<{ providerConfig: { senders: string } }>("webhooks.get", { id: form.id });
      return stored.providerConfig.senders === "owner" || undefined;
    });
    await session.mutate("webhooks.update", { id: form.id, providerConfig: { senders: "contacts" } });
  });

  it("is a mail server's word for e-mail", async () => {
    await page.goto(`${patchbay.url}/app/channels/${mail.id}`);
    await page.getByText("nobody, so no mail acts for a member").waitFor();
    await page.goto(`${patchbay.url}/app/channels/${mail.id}?tab=settings`);
    const server = page.getByRole("textbox", { name: "Mail server that checks senders" });
    await server.fill("mx example");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText(/^Must be the server's name/).waitFor();
    await server.fill("MX.example.com");
    await page.getByRole("button", { name: "Save changes" }).click();
    await eventually(async () => {
      const stored = await session.ask<{ providerConfig: { authenticationServer: string | null } }>("webhooks.get", { id: mail.id });
      return stored.providerConfig.authenticationServer === "mx.example.com" || undefined;
    });
  });
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  it.each([1280, 360])("everything fits at %d px, and axe finds nothing", async (width) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    if ((await confirmations(true)).length < 6) {
      await another(() => ask(`Please send ${"W".repeat(60)} ${"the long list of everything ".repeat(5)}`));
      for (const what of ["paint", "glue", "tape", "nails"]) await another(() => ask(`Please order the ${what}`));
      await another(() => fillIn("Please call the gardener", `Max${"x".repeat(80)}`));
    }
    const check = async (name: string) => {
      await settled(page);
      expect(await axe(page), name).toEqual([]);
      expect(await overflow(page), `${name} is too wide by`).toBeLessThanOrEqual(0);
    };
    const mine = (await confirmations(true)).find((each) => each.isOwn);
    const strangers = (await confirmations(true)).find((each) => !each.isOwn);
    const gardener = await task("Call the gardener");
    await page.goto(`${patchbay.url}/app`);
    await waiting().getByRole("button", { name: /^Agree/ }).first().waitFor();
    await check("Home");
    await page.goto(`${patchbay.url}/app/inbox/${mine?.conversationId}`);
    await waiting().getByRole("button", { name: /^Agree/ }).first().waitFor();
    await check("a thread with much that waits");
    await page.goto(`${patchbay.url}/app/inbox/${strangers?.conversationId}`);
    await waiting().getByRole("button", { name: /^Agree/ }).first().waitFor();
    await check("a thread with what a stranger asks for");
    await page.goto(`${patchbay.url}/app/tasks?needsApproval=true`);
    await row(/Call the gardener/).waitFor();
    await check("tasks that need approval");
    await page.goto(`${patchbay.url}/app/tasks/${gardener.number}`);
    await page.getByRole("button", { name: "Approve" }).waitFor();
    await check("a task that needs approval");
    await page.getByRole("button", { name: "Decline" }).click();
    await check("a task that is declined");
    await page.goto(`${patchbay.url}/app/contacts`);
    await row(/sue/i).waitFor();
    await check("contacts");
    await page.goto(`${patchbay.url}/app/contacts/${gardener.contactId}`);
    await page.getByRole("switch", { name: "A member knows them" }).waitFor();
    await check("a contact");
    for (const [name, id] of [["a webhook's settings", form.id], ["a mail channel's settings", mail.id]] as const) {
      await page.goto(`${patchbay.url}/app/channels/${id}?tab=settings`);
      await page.getByRole("button", { name: "Save changes" }).waitFor();
      await check(name);
    }
  });
});

it("asked no other origin, and nothing broke in the page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
