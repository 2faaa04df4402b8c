import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { startPatchbay, type Patchbay } from "./patchbay";
import { eventually, signIn, type Session } from "./session";

const longName = `${"N".repeat(60)} a name of a hundred characters`.padEnd(100, "x").slice(0, 100);
const password = "correct horse battery";
const otherPassword = "staple wagon lantern";

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;
let ownerEmail: string;
const everybody: Watched[] = [];

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  watched = await visitor();
  page = watched.page;
  session = await signIn(page, patchbay);
  ownerEmail = (await session.ask<{ user: { email: string } }>("auth.me", {})).user.email;
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

async function visitor(): Promise<Watched> {
  const opened = await open(browser, patchbay.url);
  everybody.push(opened);
  return opened;
}

async function goTo(path: string, at = page): Promise<void> {
  await at.goto(`${patchbay.url}/app/${path}`);
  await settled(at);
}

/** What the message at the bottom right says. */
const said = (text: string | RegExp, at = page) => at.getByText(text).first().waitFor();
const linkShown = async (at = page) => (await at.getByRole("dialog").getByText(/^https?:\/\/\S+$/).first().textContent()) ?? "";

async function signInByPassword(at: Page, email: string, word: string): Promise<void> {
  await goTo("sign-in", at);
  await at.getByRole("textbox", { name: "E-mail" }).fill(email);
  await at.getByLabel("Password", { exact: true }).fill(word);
  await at.getByRole("button", { name: "Sign in" }).click();
}

const isHome = (at: Page) => at.getByRole("heading", { name: "Home", level: 1 }).waitFor();
const row = (table: string, name: string | RegExp, at = page) => at.getByRole("table", { name: table }).getByRole("row", { name });

describe("the account", () => {
  it("changes name and time zone", async () => {
    await goTo("settings");
    await page.getByRole("textbox", { name: "Name" }).fill("Ann Owner");
    await page.getByRole("combobox", { name: "Time zone" }).fill("berlin");
    await page.getByRole("option", { name: "Europe/Berlin" }).click();
    await page.getByRole("button", { name: "Save account" }).click();
    await said("Account saved.");
    await page.reload();
    await settled(page);
    expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Ann Owner");
    expect(await page.getByRole("combobox", { name: "Time zone" }).inputValue()).toBe("Europe/Berlin");
    await page.getByRole("button", { name: "Clear the time zone" }).click();
    await page.getByRole("button", { name: "Save account" }).click();
    await eventually(async () => ((await session.ask<{ user: { timeZone: string | null } }>("auth.me", {})).user.timeZone === null ? true : undefined));
  });

  it("sets a first password, which signs in", async () => {
    await goTo("settings");
    expect(await page.getByLabel("Current password", { exact: true }).count()).toBe(0);
    await page.getByLabel("New password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Set password" }).click();
    await said("Use at least 10 characters.");
    await page.getByLabel("New password", { exact: true }).fill("aaaaaaaaaaaa");
    await page.getByRole("button", { name: "Set password" }).click();
    await said(/Must not be the address or one character/);
    await page.getByLabel("New password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Set password" }).click();
    await said("Password set. Your other sessions have ended.");
    await page.getByRole("button", { name: "Change password" }).waitFor();
    const other = await visitor();
    await signInByPassword(other.page, ownerEmail, password);
    await isHome(other.page);
    await other.context.close();
  });

  it("asks for the present password before another address signs in", async () => {
    await goTo("settings");
    const email = page.getByRole("textbox", { name: "E-mail" });
    const current = page.getByLabel("Current password", { exact: true }).first();
    await email.fill("ann@acme.example");
    await current.fill("wrong wrong wrong");
    await page.getByRole("button", { name: "Save account" }).click();
    await said("Is not the present password.");
    await current.fill(password);
    await page.getByRole("button", { name: "Save account" }).click();
    await said("Account saved.");
    expect(await email.inputValue()).toBe("ann@acme.example");
    ownerEmail = "ann@acme.example";
  });

  it("changes the password from a session that began by password, and ends the others", async () => {
    const other = await visitor();
    await signInByPassword(other.page, ownerEmail, password);
    await isHome(other.page);
    await goTo("settings", other.page);
    await other.page.getByLabel("New password", { exact: true }).fill(otherPassword);
    await other.page.getByRole("button", { name: "Change password" }).click();
    await said("Is required.", other.page);
    await other.page.getByLabel("Current password", { exact: true }).fill(password);
    await other.page.getByRole("button", { name: "Change password" }).click();
    await said("Password changed. Your other sessions have ended.", other.page);
    // The first browser is signed out by it, and led to the sign-in page and back.
    await page.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
    expect(page.url()).toContain("next=");
    await page.getByRole("textbox", { name: "E-mail" }).fill(ownerEmail);
    await page.getByLabel("Password", { exact: true }).fill(otherPassword);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Account" }).waitFor();
    await other.context.close();
  });
});

it("changes the organization", async () => {
  await goTo("settings/organization");
  await page.getByRole("textbox", { name: "Name" }).fill("Acme");
  await page.getByRole("combobox", { name: "Time zone" }).fill("new_york");
  await page.getByRole("option", { name: "America/New_York" }).click();
  await page.getByRole("button", { name: "Save organization" }).click();
  await said("Organization saved.");
  await page.getByRole("complementary").getByText("Acme", { exact: true }).waitFor();
});

describe("members", () => {
  let bo: Watched;

  const invite = async (email: string, role: string) => {
    await goTo("settings/members");
    await page.getByRole("button", { name: "Invite member" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite member" });
    await dialog.getByRole("textbox", { name: "E-mail" }).fill(email);
    await dialog.getByRole("radio", { name: role }).check();
    await dialog.getByRole("button", { name: "Invite member" }).click();
    await dialog.getByText("Link, shown this once").waitFor();
    const link = await linkShown();
    await dialog.getByRole("button", { name: "Done" }).click();
    return link;
  };

  it("refuses an address that will not do, beside the input", async () => {
    await goTo("settings/members");
    await page.getByRole("button", { name: "Invite member" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite member" });
    await dialog.getByRole("textbox", { name: "E-mail" }).fill("nobody");
    await dialog.getByRole("button", { name: "Invite member" }).click();
    await eventually(async () => ((await dialog.getByRole("textbox", { name: "E-mail" }).getAttribute("aria-invalid")) === "true" ? true : undefined));
    await dialog.getByRole("textbox", { name: "E-mail" }).fill(ownerEmail);
    await dialog.getByRole("button", { name: "Invite member" }).click();
    await dialog.getByRole("alert").getByText(/is a member's already/).waitFor();
  });

  it("invites by a link that is accepted in another browser", async () => {
    const link = await invite("bo@acme.example", "Member");
    await row("Open invitations", /bo@acme\.example/).waitFor();
    bo = await visitor();
    await bo.page.goto(link);
    await bo.page.getByRole("heading", { name: "Join Acme" }).waitFor();
    await bo.page.getByText("Ann Owner").waitFor();
    await eventually(() => (bo.page.url().includes("token") ? undefined : true));
    await bo.page.getByRole("textbox", { name: "Your name" }).fill("Bo");
    await bo.page.getByLabel("Password", { exact: true }).fill("too short");
    await bo.page.getByRole("button", { name: "Join Acme" }).click();
    await said("Use at least 10 characters.", bo.page);
    await bo.page.getByLabel("Password", { exact: true }).fill(password);
    await bo.page.getByRole("button", { name: "Join Acme" }).click();
    await isHome(bo.page);

    const late = await visitor();
    await late.page.goto(link);
    await late.page.getByRole("alert").getByText(/used, taken back or over/).waitFor();
    await late.page.getByText(/Ask whoever invited you/).waitFor();
    await late.context.close();
    // It appears by itself where the owner looks, and the invitation is gone.
    await row("Members", /Bo/).waitFor();
    await row("Open invitations", /bo@acme/).waitFor({ state: "detached" });
  });

  it("shows a member the list and nothing that is for admins", async () => {
    const refused: string[] = [];
    bo.page.on("response", (answer) => answer.status() === 403 && refused.push(answer.url()));
    await goTo("settings/members", bo.page);
    await row("Members", /Ann Owner/, bo.page).waitFor();
    expect(await bo.page.getByRole("button", { name: /Invite|Actions for/ }).count()).toBe(0);
    expect(await bo.page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Audit" }).count()).toBe(0);
    await goTo("settings/audit", bo.page);
    await bo.page.getByText("The audit trail is for owners and admins.").waitFor();
    await goTo("settings/organization", bo.page);
    expect(await bo.page.getByRole("textbox").count()).toBe(0);
    await goTo("settings/tokens", bo.page);
    await bo.page.getByRole("button", { name: "Create token" }).first().click();
    await bo.page.getByRole("checkbox", { name: "Write" }).waitFor();
    expect(await bo.page.getByRole("checkbox", { name: "Admin" }).count()).toBe(0);
    expect(refused).toEqual([]);
  });

  it("revokes an invitation", async () => {
    const link = await invite("late@acme.example", "Admin");
    await page.getByRole("button", { name: "Revoke the invitation of late@acme.example" }).click();
    await page.getByRole("button", { name: "Revoke invitation" }).click();
    await row("Open invitations", /late@acme/).waitFor({ state: "detached" });
    const late = await visitor();
    await late.page.goto(link);
    await late.page.getByRole("alert").waitFor();
    await late.context.close();
  });

  it("changes a role, which counts at once", async () => {
    await goTo("settings", bo.page);
    await goTo("settings/members");
    await page.getByRole("button", { name: "Actions for Bo" }).click();
    await page.getByRole("menuitem", { name: "Change role" }).click();
    await page.getByRole("radio", { name: "Admin" }).check();
    await page.getByRole("button", { name: "Change role" }).click();
    await said("Bo is now admin.");
    await bo.page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Audit" }).click();
    await row("Audit", /changed the role of Bo to admin/, bo.page).waitFor();
    // An admin manages members only: nobody here, but they can leave.
    await goTo("settings/members", bo.page);
    expect(await bo.page.getByRole("button", { name: /^Actions for/ }).count()).toBe(1);
    // The only owner can neither leave nor be less.
    expect(await page.getByRole("button", { name: "Actions for Ann Owner" }).count()).toBe(0);
  });

  it("makes a password link, which signs in with a new password and works once", async () => {
    await goTo("settings/members");
    await page.getByRole("button", { name: "Actions for Bo" }).click();
    await page.getByRole("menuitem", { name: "Make password link" }).click();
    const dialog = page.getByRole("dialog", { name: "Password link for Bo" });
    await dialog.getByRole("button", { name: "Make link" }).click();
    await dialog.getByText("Link, shown this once").waitFor();
    const link = await linkShown();
    const forgetful = await visitor();
    await forgetful.page.goto(link);
    await forgetful.page.getByRole("heading", { name: "Set a new password" }).waitFor();
    await eventually(() => (forgetful.page.url().includes("token") ? undefined : true));
    await forgetful.page.getByLabel("New password", { exact: true }).fill(otherPassword);
    await forgetful.page.getByRole("button", { name: "Set password" }).click();
    await isHome(forgetful.page);
    // The session that was there before has ended.
    await bo.page.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
    await forgetful.page.goto(link);
    await forgetful.page.getByLabel("New password", { exact: true }).fill(otherPassword);
    await forgetful.page.getByRole("button", { name: "Set password" }).click();
    await forgetful.page.getByRole("alert").getByText(/used already or is over/).waitFor();
    await forgetful.page.getByRole("link", { name: "Ask for another one" }).click();
    await forgetful.page.getByRole("heading", { name: "Forgot your password?" }).waitFor();
    await forgetful.context.close();
  });

  it("removes a member, whose session ends", async () => {
    await signInByPassword(bo.page, "bo@acme.example", otherPassword);
    await isHome(bo.page);
    await goTo("settings/members");
    await page.getByRole("button", { name: "Actions for Bo" }).click();
    await page.getByRole("menuitem", { name: "Remove member" }).click();
    const dialog = page.getByRole("dialog", { name: "Remove member" });
    await dialog.getByText(/Their channels stay/).waitFor();
    await dialog.getByRole("button", { name: "Remove member" }).click();
    await said("Bo removed. Their channels are kept.");
    await row("Members", /bo@acme/).waitFor({ state: "detached" });
    await bo.page.reload();
    await bo.page.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
    await bo.context.close();
  });
});

it("answers a forgotten password the same whoever asks", async () => {
  const { page: at, context } = await visitor();
  await goTo("sign-in", at);
  await at.getByRole("link", { name: "Forgot your password?" }).click();
  await at.getByRole("textbox", { name: "E-mail" }).fill("nobody@acme.example");
  await at.getByRole("button", { name: "Send link" }).click();
  await at.getByRole("status").getByText(/A link is on its way to nobody@acme\.example/).waitFor();
  await at.getByText("patchbay sign-in-link --email nobody@acme.example").waitFor();
  await context.close();
});

it("creates an API token that works until it is revoked", async () => {
  await goTo("settings/tokens");
  await page.getByRole("button", { name: "Create token" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Create API token" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Nightly report");
  await dialog.getByRole("checkbox", { name: "Admin" }).check();
  await dialog.getByRole("combobox", { name: "Ends" }).click();
  await page.getByRole("option", { name: "In 30 days" }).click();
  await dialog.getByRole("button", { name: "Create token" }).click();
  const token = (await dialog.getByText(/^pb_[0-9a-f]{64}$/).textContent()) ?? "";
  const sample = (await dialog.getByRole("group", { name: "curl sample" }).textContent()) ?? "";
  const url = /https?:\/\/[^']+/.exec(sample)?.[0] ?? "";
  expect(sample).toContain(token);
  await dialog.getByRole("button", { name: "Done" }).click();

  const use = async () => (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await use()).toBe(200);
  // What is done by a token says so in the audit trail.
  const made = await fetch(`${patchbay.url}/rspc/members.invite`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ email: "robot@acme.example" }),
  });
  expect(made.status).toBe(200);
  await row("API tokens", /Nightly report/).getByText(/pb_[0-9a-f]{4}/).waitFor();
  await page.getByRole("button", { name: "Revoke Nightly report" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await row("API tokens", /Nightly report/).waitFor({ state: "detached" });
  expect(await use()).toBe(401);
  await page.getByRole("switch", { name: "Show revoked and expired" }).click();
  await row("API tokens", /Nightly report.*Revoked/).waitFor();
  expect(page.url()).toContain("all=true");
});

it("ends one session, then all others", async () => {
  const others = await Promise.all([visitor(), visitor(), visitor()]);
  for (const other of others) {
    await signInByPassword(other.page, ownerEmail, otherPassword);
    await isHome(other.page);
  }
  await goTo("settings/sessions");
  await page.getByText("This browser").waitFor();
  const ends = page.getByRole("button", { name: /^End the session in Chrome \d+ on Linux/ });
  // These three, and the one that changed the password.
  await eventually(async () => ((await ends.count()) === 4 ? true : undefined));
  // The oldest one stands last.
  await ends.last().click();
  await said(/The session in Chrome \d+ on Linux has ended/);
  await eventually(async () => ((await ends.count()) === 3 ? true : undefined));
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByRole("button", { name: "End them" }).click();
  await said("3 other sessions have ended.");
  await eventually(async () => ((await ends.count()) === 0 ? true : undefined));
  for (const other of others) {
    await other.page.reload();
    await other.page.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
    await other.context.close();
  }
  await page.reload();
  await page.getByRole("heading", { name: "Sessions" }).waitFor();
});

describe("the audit trail", () => {
  it("tells what happened in sentences", async () => {
    await goTo("settings/audit");
    for (const sentence of [
      /Ann Owner ended all their other sessions/,
      /Ann Owner revoked the API token “Nightly report”/,
      /Ann Owner invited robot@acme\.example as member, by API token/,
      /Ann Owner removed Bo/,
      /Ann Owner made a password link/,
      /Bo joined as member/,
      /Ann Owner changed the organization/,
    ]) {
      await row("Audit", sentence).first().waitFor();
    }
  });

  it("is filtered by kind, member, day and object, in the URL", async () => {
    const rows = page.getByRole("table", { name: "Audit" }).getByRole("row");
    await page.getByRole("combobox", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Organization" }).click();
    await eventually(async () => ((await rows.filter({ hasNotText: "organization." }).count()) === 1 ? true : undefined));
    expect(page.url()).toContain("action=organization.*");
    await page.reload();
    await row("Audit", /changed the organization/).waitFor();
    const today = new Date().toISOString().slice(0, 10);
    await page.getByLabel("From day").fill(today);
    await row("Audit", /changed the organization/).waitFor();
    await page.getByLabel("To day").fill("2020-01-02");
    await page.getByText("No entry matches these filters.").waitFor();
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await page.getByRole("combobox", { name: "Member" }).click();
    await page.getByRole("option", { name: "Ann Owner" }).click();
    await page.waitForURL(/userId=/);
    await row("Audit", /Bo joined/).waitFor({ state: "detached" });
  });

  it("opens an entry with who, from where, in which request, and what changed", async () => {
    await goTo("settings/audit?action=organization.*");
    await row("Audit", /changed the organization/).getByRole("link").click();
    const drawer = page.getByRole("dialog", { name: "Audit entry" });
    await drawer.getByText("127.0.0.1").waitFor();
    await drawer.getByText("Request", { exact: true }).waitFor();
    await drawer.getByRole("row", { name: /timeZone .*America\/New_York/ }).waitFor();
    await page.reload();
    await drawer.getByRole("row", { name: /name .*Acme/ }).waitFor();
    await drawer.getByRole("link", { name: "Everything done to it" }).click();
    await drawer.waitFor({ state: "detached" });
    expect(page.url()).toContain("subject=");
    await row("Audit", /changed the organization/).waitFor();
  });
});

it("signs out", async () => {
  const { page: at, context } = await visitor();
  await signInByPassword(at, ownerEmail, otherPassword);
  await isHome(at);
  await goTo("settings", at);
  await at.getByRole("button", { name: "Sign out" }).click();
  await at.getByRole("heading", { name: "Sign in to Patchbay" }).waitFor();
  await context.close();
});

describe("every page is accessible, wide and on a phone, and fits", () => {
  let invitationUrl: string;
  let entry: string;

  beforeAll(async () => {
    await session.mutate("auth.updateProfile", { name: longName });
    await session.mutate("settings.update", { name: longName });
    await session.mutate("apiTokens.create", { name: longName, scopes: ["read", "secrets", "admin"], expiresAt: "2099-01-01T00:00:00Z" });
    const email = `${"long.".repeat(10)}somebody@example.com`;
    ({ invitationUrl } = await session.mutate<{ invitationUrl: string }>("members.invite", { email, role: "admin" }));
    entry = (await session.ask<{ items: { id: string }[] }>("audit.list", { action: "organization.*" })).items[0]?.id ?? "";
  });

  const inside = ["settings", "settings/organization", "settings/members", "settings/tokens?all=true", "settings/sessions", "settings/audit"];
  const outside = ["sign-in", "forgot-password", "reset-password", "reset-password?token=1234", "accept-invitation", "accept-invitation?token=1234"];

  async function look(at: Page, path: string): Promise<void> {
    for (const width of [1280, 360]) {
      await at.setViewportSize({ width, height: 800 });
      await goTo(path, at);
      expect(await axe(at), `${path} at ${width} px`).toEqual([]);
      expect(await overflow(at), `${path} at ${width} px is too wide by`).toBeLessThanOrEqual(0);
    }
  }

  describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
    it.each(inside)("%s", async (path) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await look(page, path);
    });

    it("an entry of the audit trail", async () => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await look(page, `settings/audit?entry=${entry}`);
    });

    it("the pages for who is not signed in", async () => {
      const { page: at, context } = await visitor();
      await at.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const path of [...outside, invitationUrl.slice(`${patchbay.url}/app/`.length)]) await look(at, path);
      await context.close();
    });

    it("the dialogs", async () => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const [path, button] of [
        ["settings/members", "Invite member"],
        ["settings/tokens", "Create token"],
      ] as const) {
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          await goTo(path);
          await page.getByRole("button", { name: button }).first().click();
          await page.getByRole("dialog").waitFor();
          await settled(page);
          expect(await axe(page), `${button} at ${width} px`).toEqual([]);
          expect(await overflow(page)).toBeLessThanOrEqual(0);
        }
      }
    });
  });
});

it("asked no other origin, and nothing broke in a page", () => {
  expect(everybody.flatMap((each) => each.foreign)).toEqual([]);
  expect(everybody.flatMap((each) => each.errors)).toEqual([]);
});
