import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";
import { signIn, type Session } from "./session";

interface Contact {
  id: string;
  name: string | null;
  timeZone: string | null;
  identifiers: { kind: string; value: string; webhookId: string | null }[];
}

// Long enough to break a layout that trusts its contents.
const longName = `${"N".repeat(120)} a long name`;
const longAddress = `${"l".repeat(60)}@${"long.".repeat(30)}example.com`;

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  session = await signIn(page, patchbay);
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

const button = (name: string) => page.getByRole("button", { name, exact: true });
const drawer = () => page.getByRole("dialog", { name: "Contact", exact: true });
const form = () => page.getByRole("dialog", { name: "New contact" });
const row = (name: string) => page.getByRole("table", { name: "Contacts" }).getByRole("row", { name: new RegExp(`^${name}`) });
const contacts = async (search: string) => (await session.ask<{ items: Contact[] }>("contacts.list", { search })).items;

async function choose(label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

// One story: each step stands on the one before.
describe("contacts", () => {
  it("says how the first one comes about", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.getByRole("heading", { name: "Contacts", level: 1 }).waitFor();
    await page.getByText(/^There are no contacts yet/).waitFor();
  });

  it("says at its own row what is wrong with an identifier", async () => {
    await button("Create contact").first().click();
    await form().getByRole("textbox", { name: "Name", exact: true }).fill("Ann Lee");
    await form().getByRole("textbox", { name: "Identifier 1" }).fill("+1 500 555 0001");
    await button("Add another").click();
    await choose("Kind of identifier 2", "E-mail");
    await form().getByRole("textbox", { name: "Identifier 2" }).fill("no address");
    await button("Add another").click();
    await choose("Kind of identifier 3", "Name on a channel");
    await form().getByRole("textbox", { name: "Identifier 3" }).fill("ann");
    await form().getByRole("button", { name: "Create contact" }).click();
    await form().getByText("Choose the channel.").waitFor();
    await choose("Channel of identifier 3", "My first channel");
    await form().getByRole("button", { name: "Create contact" }).click();
    await form().getByText(/^Must be an e-mail address/).waitFor();
    expect(await form().getByRole("textbox", { name: "Identifier 2" }).getAttribute("aria-invalid")).toBe("true");
    expect(await form().getByRole("textbox", { name: "Identifier 1" }).getAttribute("aria-invalid")).not.toBe("true");
  });

  it("creates a contact with a time zone and all they are known by", async () => {
    await form().getByRole("textbox", { name: "Identifier 2" }).fill("ann@example.com");
    await page.getByRole("combobox", { name: "Time zone" }).fill("Vienna");
    await page.getByRole("option", { name: "Europe/Vienna" }).click();
    await form().getByRole("button", { name: "Create contact" }).click();
    await drawer().getByRole("heading", { name: "Ann Lee" }).waitFor();
    await drawer().getByText("Europe/Vienna").waitFor();
    await drawer().getByText("+15005550001", { exact: false }).waitFor();
    const [ann] = await contacts("Ann Lee");
    expect(ann?.timeZone).toBe("Europe/Vienna");
    expect(ann?.identifiers.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual(["custom ann", "email ann@example.com", "phone +15005550001"]);
    await page.keyboard.press("Escape");
    await row("Ann Lee").getByText("+15005550001, ann@example.com and 1 more").waitFor();
  });

  it("says whose a number is already", async () => {
    await button("Create contact").click();
    await form().getByRole("textbox", { name: "Name", exact: true }).fill("Somebody else");
    await form().getByRole("textbox", { name: "Identifier 1" }).fill("+15005550001");
    await form().getByRole("button", { name: "Create contact" }).click();
    await form().getByRole("alert").getByText(/"Ann Lee" is known by \+15005550001 already\./).waitFor();
    await form().getByRole("button", { name: "Cancel" }).click();
    await form().waitFor({ state: "hidden" });
  });

  it("knows who writes by what was entered, and shows their conversations and tasks", async () => {
    const channel = (await session.ask<{ items: { webhookUrl: string }[] }>("webhooks.list", {})).items[0];
    await post(channel?.webhookUrl ?? "", { content: "Please prepare the report", senderIdentifier: "ann", taskTitle: "Prepare the report" });
    await row("Ann Lee").getByRole("link", { name: "Ann Lee" }).click();
    await drawer().getByRole("region", { name: "Conversations" }).getByRole("link", { name: /Conversation 1/ }).waitFor();
    await drawer().getByRole("region", { name: "Tasks" }).getByRole("link", { name: "Task 1: Prepare the report" }).click();
    await page.getByRole("dialog", { name: "Task 1" }).getByRole("link", { name: "Ann Lee" }).click();
    await drawer().getByRole("heading", { name: "Ann Lee" }).waitFor();
  });

  it("edits a contact", async () => {
    await drawer().getByRole("button", { name: "Edit", exact: true }).click();
    await drawer().getByRole("textbox", { name: "Name", exact: true }).fill("Ann Lee-Reed");
    await drawer().getByRole("button", { name: "Clear the time zone" }).click();
    await drawer().getByRole("button", { name: "Remove identifier 1" }).click();
    await drawer().getByRole("button", { name: "Save contact" }).click();
    await drawer().getByRole("heading", { name: "Ann Lee-Reed" }).waitFor();
    await drawer().getByText("That of the organization").waitFor();
    const [ann] = await contacts("Ann Lee-Reed");
    expect(ann?.timeZone).toBeNull();
    expect(ann?.identifiers).toHaveLength(2);
  });

  it("searches by name and by what they are known by, in the URL", async () => {
    await page.keyboard.press("Escape");
    await drawer().waitFor({ state: "hidden" });
    await session.mutate("contacts.create", { name: "Bob", identifiers: [{ kind: "phone", value: "+15005550002" }] });
    await row("Bob").waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("50002");
    await page.waitForURL(/search=/);
    await row("Ann").waitFor({ state: "detached" });
    await row("Bob").waitFor();
    await page.reload();
    await row("Bob").waitFor();
    expect(await page.getByRole("searchbox", { name: "Search contacts" }).inputValue()).toBe("50002");
    await page.getByRole("searchbox", { name: "Search contacts" }).fill("nobody");
    await page.getByText("No contact matches this search.").waitFor();
    await page.getByRole("button", { name: "Clear the search" }).last().click();
    await row("Ann").waitFor();
  });

  it("shows what was told, with where it was said, and forgets it until that is taken back", async () => {
    const channel = (await session.ask<{ items: { webhookUrl: string }[] }>("webhooks.list", {})).items[0];
    await row("Ann").getByRole("link").click();
    const remembered = drawer().getByRole("region", { name: "Remembered" });
    await remembered.getByText(/^Nothing yet\./).waitFor();
    await post(channel?.webhookUrl ?? "", { content: "I prefer email over calls.", senderIdentifier: "ann" });
    await remembered.getByText("I prefer email over calls").waitFor();
    await remembered.getByRole("link", { name: "said on My first channel" }).waitFor();
    await remembered.getByRole("button", { name: "Forget “I prefer email over calls”" }).click();
    await remembered.getByText(/^Nothing yet\./).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await remembered.getByRole("link", { name: "said on My first channel" }).click();
    await page.waitForURL(/\/inbox\//);
    await page.goBack();
    await remembered.getByRole("button", { name: "Add" }).click();
    await remembered.getByRole("textbox", { name: "What to remember" }).fill("Pays within a week");
    await remembered.getByRole("button", { name: "Remember", exact: true }).click();
    await remembered.getByText("Pays within a week").waitFor();
    await remembered.getByRole("button", { name: "Edit “Pays within a week”" }).click();
    await remembered.getByRole("textbox", { name: "What to remember" }).fill("Pays within two weeks");
    await remembered.getByRole("button", { name: "Save" }).click();
    await remembered.getByText("Pays within two weeks").waitFor();
    await page.keyboard.press("Escape");
    await drawer().waitFor({ state: "hidden" });
  });

  it("merges two contacts that are one", async () => {
    const identifiers = [{ kind: "email", value: "ann.reed@example.com" }];
    await session.mutate("contacts.create", { name: "A. Reed", identifiers });
    await row("A. Reed").getByRole("link").click();
    await drawer().getByRole("button", { name: "Merge with another contact" }).click();
    const question = page.getByRole("dialog", { name: "Merge with another contact" });
    await question.getByRole("combobox", { name: "The same person as" }).fill("Lee-Reed");
    await page.getByRole("option", { name: /^Ann Lee-Reed/ }).click();
    await question.getByText(/kept with Ann Lee-Reed\. This cannot be undone\./).waitFor();
    await question.getByRole("button", { name: "Merge contacts" }).click();
    await drawer().getByRole("heading", { name: "Ann Lee-Reed" }).waitFor();
    await drawer().getByText("ann.reed@example.com").first().waitFor();
    await page.keyboard.press("Escape");
    await row("A. Reed").waitFor({ state: "detached" });
  });

  it("deletes a contact, and says what stays", async () => {
    await row("Ann").getByRole("link").click();
    const address = page.url();
    await drawer().getByRole("button", { name: "Delete contact" }).click();
    const question = page.getByRole("dialog", { name: "Delete contact" });
    await question.getByText(/Their conversations and tasks are kept/).waitFor();
    await question.getByRole("button", { name: "Delete contact" }).click();
    await row("Ann").waitFor({ state: "detached" });
    await page.goto(address);
    await drawer().getByText(/^There is no such contact/).waitFor();
    expect((await session.ask<{ items: object[] }>("conversations.list", {})).items).toHaveLength(1);
    await page.goto(`${patchbay.url}/app/tasks/1`);
    await page.getByRole("dialog", { name: "Task 1" }).getByText("a deleted contact").waitFor();
  });
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  beforeAll(async () => {
    if ((await contacts("long name")).length > 0) return;
    const identifiers = [{ kind: "email", value: longAddress }, { kind: "phone", value: "+15005550009" }];
    const { id } = await session.mutate<Contact>("contacts.create", { name: longName, identifiers });
    for (const text of ["w".repeat(200), "Likes short answers"]) {
      await session.mutate("facts.create", { contactId: id, kind: "note", text });
    }
  });

  it.each([1280, 360])("list, detail and forms are accessible and fit into %i px", async (width) => {
    const [long] = await contacts("long name");
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    const check = async (what: string) => {
      await settled(page);
      expect(await axe(page), what).toEqual([]);
      expect(await overflow(page), what).toBeLessThanOrEqual(0);
    };
    await page.goto(`${patchbay.url}/app/contacts`);
    await row("Bob").waitFor();
    await check("the list");
    await button("Create contact").click();
    await form().getByRole("button", { name: "Create contact" }).click();
    await form().getByText("Enter what they are called.").waitFor();
    await check("a new contact");
    await page.goto(`${patchbay.url}/app/contacts?search=nobody`);
    await page.getByText("No contact matches this search.").waitFor();
    await check("nothing found");
    await page.goto(`${patchbay.url}/app/contacts/${long?.id}`);
    await drawer().getByRole("button", { name: "Edit", exact: true }).waitFor();
    await drawer().getByText("Likes short answers").waitFor();
    await check("a contact");
    await drawer().getByRole("region", { name: "Remembered" }).getByRole("button", { name: "Add" }).click();
    await drawer().getByRole("textbox", { name: "What to remember" }).waitFor();
    await check("something to remember");
    await drawer().getByRole("button", { name: "Cancel" }).click();
    await drawer().getByRole("button", { name: "Merge with another contact" }).click();
    await page.getByRole("button", { name: "Keep both" }).waitFor();
    await check("a merge");
    await page.getByRole("button", { name: "Keep both" }).click();
    await page.getByRole("dialog", { name: "Merge with another contact" }).waitFor({ state: "hidden" });
    await drawer().getByRole("button", { name: "Edit", exact: true }).click();
    await drawer().getByRole("button", { name: "Save contact" }).waitFor();
    await check("a contact that is edited");
  });
});

it("asked no other origin, and nothing broke in the page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
