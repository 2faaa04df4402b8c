import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { startPatchbay, type Patchbay } from "./patchbay";
import { signIn, type Session } from "./session";

interface Channel {
  id: string;
  channelName: string;
  webhookUrl: string;
  isPrimary: boolean;
  ownerName: string;
}

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;
let shop: Channel;

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  watched = await open(browser, patchbay.url);
  await watched.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  page = watched.page;
  session = await signIn(page, patchbay);
  // With the one that is there from the start: two of at most three.
  shop = await create("Shop");
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

const create = (channelName: string) => session.mutate<Channel>("webhooks.create", { channelType: "custom_webhook", channelName });
const goTo = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
const button = (name: string) => page.getByRole("button", { name, exact: true });
const part = (name: string) => page.getByRole("region", { name, exact: true });

async function openChannel(name: string, tab = "Overview"): Promise<void> {
  await goTo("Channels");
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("tab", { name: tab }).click();
}

async function send(url: string): Promise<number> {
  const body = JSON.stringify({ content: "Hello", senderIdentifier: "dana@acme.example" });
  return (await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body })).status;
}

/** What a copy button put on the clipboard. */
async function copied(what: string): Promise<string> {
  await button(`Copy ${what}`).click();
  await button(`${what} copied`).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function deleteIt(): Promise<void> {
  await button("Delete channel").click();
  const question = page.getByRole("dialog", { name: "Delete channel" });
  await question.getByText("It can be restored, with its URL").waitFor();
  await question.getByRole("button", { name: "Delete channel" }).click();
  await page.waitForURL(/channels$/);
}

describe("the secret key", () => {
  let first: string;

  it("is hidden until somebody asks for it, and hidden again on leaving", async () => {
    await openChannel("Shop");
    await part("Secret key").getByText("kept in the audit trail").waitFor();
    expect(await page.getByText(/^whsec_/).count()).toBe(0);
    await button("Reveal").click();
    await page.getByText(/^[0-9a-f]{64}$/).waitFor();
    first = await copied("secret key");
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await copied("Standard Webhooks key")).toBe(`whsec_${Buffer.from(first).toString("base64")}`);
    await page.getByRole("tab", { name: "Messages" }).click();
    await page.getByRole("tab", { name: "Overview" }).click();
    await button("Reveal").waitFor();
    expect(await page.getByText(first).count()).toBe(0);
    const looks = await session.ask<{ items: object[] }>("audit.list", { action: "webhook.secret_key_revealed" });
    expect(looks.items).toHaveLength(1);
  });

  it("is regenerated, and the one before counts as long as was chosen", async () => {
    await button("Regenerate secret key").click();
    const dialog = page.getByRole("dialog", { name: "Regenerate secret key" });
    await dialog.getByRole("radio", { name: "7 days" }).check();
    await dialog.getByRole("button", { name: "Regenerate secret key" }).click();
    await page.getByText("This is the new key.").waitFor();
    await page.getByText(/^Until .* the key before counts too/).waitFor();
    const second = await copied("secret key");
    expect(second).not.toBe(first);
    await page.reload();
    await page.getByText(/^Until .* the key before counts too/).waitFor();
    expect(await page.getByText(second).count()).toBe(0);
  });

  it("is regenerated at once where the one before must not count", async () => {
    await button("Regenerate secret key").click();
    const dialog = page.getByRole("dialog", { name: "Regenerate secret key" });
    await dialog.getByRole("radio", { name: "Not at all" }).check();
    await dialog.getByRole("button", { name: "Regenerate secret key" }).click();
    await page.getByText("This is the new key.").waitFor();
    await page.getByText(/the key before counts too/).waitFor({ state: "detached" });
    await button("Hide").click();
    await button("Reveal").waitFor();
  });
});

it("gives the channel another URL, and the one before works no more", async () => {
  await openChannel("Shop");
  expect(await send(shop.webhookUrl)).toBe(200);
  await button("Regenerate URL").click();
  const question = page.getByRole("dialog", { name: "Regenerate URL" });
  await question.getByText(/stops working at once/).waitFor();
  await question.getByText(/in every system that sends messages/).waitFor();
  await question.getByRole("button", { name: "Regenerate URL" }).click();
  await page.getByText(/^This is the new URL/).waitFor();
  const url = await copied("URL");
  expect(url).not.toBe(shop.webhookUrl);
  expect(await send(shop.webhookUrl)).toBe(404);
  expect(await send(url)).toBe(200);
  shop.webhookUrl = url;
});

it("moves what is primary", async () => {
  await openChannel("Shop");
  await button("Make primary").click();
  await page.getByText("Shop is primary now.").waitFor();
  await page.getByText("Primary", { exact: true }).first().waitFor();
  await button("Make primary").waitFor({ state: "detached" });
  const { items } = await session.ask<{ items: Channel[] }>("webhooks.list", {});
  expect(items.filter((channel) => channel.isPrimary).map((channel) => channel.channelName)).toEqual(["Shop"]);
});

it("shows the limits, and leads to where they are changed", async () => {
  await page.getByText("30 a minute, 200 an hour").waitFor();
  await page.getByRole("link", { name: "Change the limits" }).click();
  await page.getByLabel("Messages a minute").fill("12");
  await button("Save changes").click();
  await page.getByText("Shop saved.").waitFor();
  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByText("12 a minute, 200 an hour").waitFor();
});

it("deletes a channel, and takes that back", async () => {
  await openChannel("Shop", "Settings");
  await deleteIt();
  expect(await send(shop.webhookUrl)).toBe(404);
  await page.getByRole("link", { name: "Shop", exact: true }).waitFor({ state: "detached" });
  await button("Undo").click();
  await page.getByText("Shop restored.").waitFor();
  await page.getByRole("row", { name: /^Shop/ }).getByText("primary").waitFor();
  expect(await send(shop.webhookUrl)).toBe(200);
});

it("restores a deleted channel from the list, unless there are three active ones", async () => {
  await openChannel("Shop", "Settings");
  await deleteIt();
  const spare = await create("Spare");
  const more = await create("More");
  await page.getByRole("checkbox", { name: "Show deleted and disabled" }).check();
  await page.waitForURL(/includeInactive=true/);
  const row = page.getByRole("row", { name: /^Shop/ });
  await row.getByText("Deleted", { exact: true }).waitFor();
  await row.getByRole("button", { name: "Restore channel" }).click();
  await page.getByRole("alert").getByText(/at most 3 active channels/).waitFor();

  await session.mutate("webhooks.update", { id: spare.id, isActive: false });
  await page.getByRole("row", { name: /^Spare/ }).getByText("Disabled", { exact: true }).waitFor();
  await row.getByRole("button", { name: "Restore channel" }).click();
  await row.getByText("Active", { exact: true }).waitFor();
  expect(await send(shop.webhookUrl)).toBe(200);

  await page.reload();
  await page.getByRole("row", { name: /^Spare/ }).waitFor();
  await page.getByRole("checkbox", { name: "Show deleted and disabled" }).uncheck();
  await page.getByRole("row", { name: /^Spare/ }).waitFor({ state: "detached" });
  await session.mutate("webhooks.delete", { id: more.id });
});

describe("somebody else's channel", () => {
  let mia: Watched;

  beforeAll(async () => {
    const { invitationUrl } = await session.mutate<{ invitationUrl: string }>("members.invite", { email: "mia@example.com", role: "member" });
    mia = await open(browser, patchbay.url);
    const token = new URL(invitationUrl).searchParams.get("token");
    const data = { token, name: "Mia Chen", password: "correct horse battery" };
    const joined = await mia.page.request.post(`${patchbay.url}/rspc/auth.acceptInvitation`, { data, headers: { origin: patchbay.url } });
    expect(joined.status()).toBe(200);
  });

  it("may be looked at and not changed, and says why", async () => {
    await mia.page.goto(`${patchbay.url}/app/channels/${shop.id}`);
    await mia.page.getByText(/^This channel is owner’s: you may look at it/).waitFor();
    await mia.page.getByText(shop.webhookUrl, { exact: true }).waitFor();
    for (const name of ["Regenerate URL", "Reveal", "Regenerate secret key", "Make primary", "Send test", "Send code"]) {
      expect(await mia.page.getByRole("button", { name, exact: true }).count(), name).toBe(0);
    }
    await mia.page.getByRole("tab", { name: "Settings" }).click();
    await mia.page.getByText(/^This channel is owner’s/).waitFor();
    expect(await mia.page.getByRole("textbox", { name: "Name" }).isDisabled()).toBe(true);
    expect(await mia.page.getByRole("button", { name: "Save changes" }).isDisabled()).toBe(true);
    expect(await mia.page.getByRole("button", { name: "Delete channel" }).count()).toBe(0);
    expect(await axe(mia.page)).toEqual([]);
  });

  it("is handed over by an owner, and is that member's then", async () => {
    await openChannel("Shop", "Settings");
    await button("Hand over channel").click();
    const dialog = page.getByRole("dialog", { name: "Hand over channel" });
    await dialog.getByRole("combobox", { name: "New owner" }).click();
    await page.getByRole("option", { name: "Mia Chen (mia@example.com)" }).click();
    await dialog.getByRole("button", { name: "Hand over channel" }).click();
    await page.getByText("Shop is Mia Chen’s now.").waitFor();
    expect((await session.ask<Channel>("webhooks.get", { id: shop.id })).ownerName).toBe("Mia Chen");
    // The other browser learns of it by itself.
    await mia.page.getByRole("button", { name: "Delete channel" }).waitFor();
    expect(await mia.page.getByRole("button", { name: "Hand over channel" }).count()).toBe(0);
    expect(mia.errors).toEqual([]);
    await mia.context.close();
  });
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  it.each([1280, 360])("the list of all channels, a revealed key and the dialogs are accessible and fit into %i px", async (width) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    const check = async (what: string) => {
      await settled(page);
      expect(await axe(page), what).toEqual([]);
      expect(await overflow(page), what).toBeLessThanOrEqual(0);
    };
    await page.goto(`${patchbay.url}/app/channels?includeInactive=true`);
    await page.getByRole("row", { name: /^More/ }).waitFor();
    await check("the list");
    await page.goto(`${patchbay.url}/app/channels/${shop.id}`);
    await button("Reveal").click();
    await page.getByText(/^whsec_/).waitFor();
    await check("a revealed key");
    for (const [opener, tab] of [["Regenerate URL", "overview"], ["Regenerate secret key", "overview"], ["Hand over channel", "settings"]] as const) {
      await page.goto(`${patchbay.url}/app/channels/${shop.id}?tab=${tab}`);
      await button(opener).click();
      await page.getByRole("dialog", { name: opener }).waitFor();
      await check(opener);
    }
  });
});

it("asked no other origin, and nothing broke in the page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
