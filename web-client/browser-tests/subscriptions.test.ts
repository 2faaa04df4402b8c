import { createHmac } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { startPatchbay, type Patchbay } from "./patchbay";
import { startReceiver, type Receiver } from "./receiver";
import { eventually, signIn, type Session } from "./session";

interface Subscription {
  id: string;
  name: string;
  version: string;
  stats: { successRate: number | null; heldDeliveries: number };
}

let patchbay: Patchbay;
let receiver: Receiver;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;
let secret: string;
let billing: Subscription;

beforeAll(async () => {
  [patchbay, receiver, browser] = await Promise.all([startPatchbay(), startReceiver(), launch()]);
  watched = await open(browser, patchbay.url);
  await watched.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  page = watched.page;
  session = await signIn(page, patchbay);
});

afterAll(async () => {
  await browser?.close();
  receiver?.stop();
  await patchbay?.stop();
});

const goTo = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
const button = (name: string) => page.getByRole("button", { name, exact: true });
const tab = (name: string) => page.getByRole("tab", { name, exact: true });
const drawer = () => page.getByRole("dialog", { name: "Delivery" });
const makeTask = (title: string) => session.mutate("tasks.create", { title });

/** What came to the receiver with this in it, sooner or later; the latest. */
const arrived = (text: string) => eventually(() => receiver.requests.findLast(({ body }) => body.includes(text)));

async function copied(what: string): Promise<string> {
  await button(`Copy ${what}`).click();
  await button(`${what} copied`).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

// One story from top to bottom: each step stands on the one before.
describe("a subscription", () => {
  it("says what it is while there is none, and what is missing in the form", async () => {
    await goTo("Subscriptions");
    await page.getByText(/A subscription sends events/).waitFor();
    await page.getByRole("link", { name: "Create subscription" }).first().click();
    await button("Create subscription").click();
    await page.getByText("Enter the URL that events are sent to.").waitFor();
    await page.getByText("Choose at least one event, a group or everything.").waitFor();
    await page.getByRole("textbox", { name: "URL" }).fill("https://user:pass@example.com/hook");
    await page.getByRole("checkbox", { name: "Everything" }).check();
    await button("Create subscription").click();
    await page.getByText(/^Must not contain a user name or password/).waitFor();
  });

  it("is created with events of a group, and shows its secret this once", async () => {
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Billing");
    await page.getByRole("textbox", { name: "URL" }).fill(receiver.switchUrl);
    await page.getByText(/^This is http/).waitFor();
    await page.getByRole("checkbox", { name: "Everything" }).uncheck();
    await page.getByRole("searchbox", { name: "Search events" }).fill("task");
    await page.getByRole("checkbox", { name: "task.*", exact: true }).check();
    await page.getByRole("list", { name: "Chosen events" }).getByText("task.*").waitFor();
    await page.getByText(/^Tries again after 1 s, 2 s/).waitFor();
    await page.getByRole("group", { name: "payload preview" }).getByText('"task.created"').first().waitFor();
    await button("Create subscription").click();
    await page.getByRole("heading", { name: "Billing is ready" }).waitFor();
    await page.getByText(/^The URL is http/).waitFor();
    secret = await copied("secret");
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await copied("Standard Webhooks secret")).toBe(`whsec_${Buffer.from(secret).toString("base64")}`);
    await page.getByRole("link", { name: "Open subscription" }).click();
    await page.getByText("Never", { exact: true }).waitFor();
    billing = (await session.ask<{ items: Subscription[] }>("subscriptions.list", {})).items[0] as Subscription;
  });

  it("shows a delivery that fails as it happens, with why", async () => {
    receiver.status = 404;
    await makeTask("Send the invoice");
    await page.getByText("Failing", { exact: true }).waitFor();
    await page.getByText("0 %", { exact: true }).waitFor();
    await tab("Deliveries").click();
    await page.getByRole("link", { name: "task.created to Billing" }).click();
    await drawer().getByText("HTTP 404").waitFor();
    await drawer().getByText("The answer was no 2xx.").waitFor();
    await drawer().getByText(/^Request headers/).click();
    const headers = await drawer().getByRole("group", { name: "request headers of attempt 1" }).textContent();
    expect(headers).toContain("x-webhook-event: task.created");
    const { body, headers: sent } = await arrived("Send the invoice");
    expect(sent["x-webhook-signature"]).toBe(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  });

  it("is retried once the receiver is mended", async () => {
    receiver.status = 200;
    await drawer().getByRole("button", { name: "Retry delivery" }).click();
    await drawer().getByText("Attempt 2").waitFor();
    await drawer().getByText("Delivered", { exact: true }).waitFor();
    const ids = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(1);
  });

  it("asks before it sends once more what arrived", async () => {
    const before = receiver.requests.length;
    await drawer().getByRole("button", { name: "Send again" }).click();
    const question = page.getByRole("dialog", { name: "Send again" });
    await question.getByText(/^This delivery arrived/).waitFor();
    await question.getByRole("button", { name: "Send again" }).click();
    await drawer().getByText("Attempt 3").waitFor();
    expect(receiver.requests.length).toBe(before + 1);
  });

  it("replays the event with other data, and says how many replays are left", async () => {
    await drawer().getByRole("button", { name: "Replay event" }).click();
    const dialog = page.getByRole("dialog", { name: "Replay event" });
    await dialog.getByText("5 replays of 5 are left.").waitFor();
    const data = dialog.getByRole("textbox", { name: "Data" });
    const before = await data.inputValue();
    expect(before).toContain("Send the invoice");
    await data.fill("{oops");
    await dialog.getByRole("button", { name: "Replay event" }).click();
    await dialog.getByText(/^This is not valid JSON/).waitFor();
    await data.fill(before.replace("Send the invoice", "Send the other invoice"));
    await dialog.getByRole("button", { name: "Replay event" }).click();
    await dialog.waitFor({ state: "hidden" });
    const replayed = JSON.parse((await arrived("Send the other invoice")).body) as { replayOf: string; data: { title: string } };
    expect(replayed.data.title).toBe("Send the other invoice");
    await drawer().getByRole("button", { name: "Replay event" }).click();
    await dialog.getByText("4 replays of 5 are left.").waitFor();
    await dialog.getByRole("button", { name: "Do not replay" }).click();
    await drawer().getByRole("link", { name: "task.created" }).click();
    const event = page.getByRole("dialog", { name: "Event", exact: true });
    await event.getByRole("group", { name: "event data" }).getByText("Send the invoice").waitFor();
    await page.keyboard.press("Escape");
    await event.waitFor({ state: "hidden" });
  });

  it("counts all of that", async () => {
    await goTo("Subscriptions");
    const row = page.getByRole("row", { name: /^Billing/ });
    // One attempt in four failed.
    await row.getByText("75 %", { exact: true }).waitFor();
    await row.getByText("Active", { exact: true }).waitFor();
    await row.getByText("just now").waitFor();
  });

  it("is tested with the sample of a type, and keeps the last tests", async () => {
    await page.getByRole("link", { name: "Billing", exact: true }).click();
    await tab("Test").click();
    await page.getByText("No test was sent yet.").waitFor();
    await page.getByRole("combobox", { name: "Event type" }).click();
    await page.getByRole("option", { name: "task.completed" }).click();
    const payload = page.getByRole("textbox", { name: "Payload" });
    expect(await payload.inputValue()).toContain('"status": "completed"');
    await payload.fill('{"title":"Only a test"}');
    await page.getByRole("group", { name: "request headers" }).getByText("x-webhook-event: task.completed").waitFor();
    await button("Send test").click();
    await page.getByRole("region", { name: "Answer" }).getByText("200", { exact: true }).waitFor();
    await page.getByRole("group", { name: "response body" }).getByText('"answered": 200').waitFor();
    expect((await arrived("Only a test")).headers["x-webhook-event"]).toBe("task.completed");
    await page.getByRole("table", { name: "Tests" }).getByRole("link", { name: "task.completed" }).waitFor();
  });

  it("is tested by another method, with a header of this test alone", async () => {
    await page.getByRole("textbox", { name: "Payload" }).fill('{"title":"By another method"}');
    await page.getByRole("combobox", { name: "Method" }).click();
    await page.getByRole("option", { name: "PUT" }).click();
    await button("Add header").click();
    await page.getByRole("textbox", { name: "Name of header 1" }).fill("webhook-id");
    await page.getByRole("textbox", { name: "Value of header 1" }).fill("red");
    await button("Send test").click();
    const name = page.getByRole("textbox", { name: "Name of header 1" });
    await eventually(async () => ((await name.getAttribute("aria-invalid")) === "true" ? true : undefined));
    await name.fill("X-Team");
    await page.getByRole("group", { name: "request headers" }).getByText("x-team: red").waitFor();
    await button("Send test").click();
    const request = await arrived("By another method");
    expect([request.method, request.headers["x-team"]]).toEqual(["PUT", "red"]);
  });
});

describe("dead letters", () => {
  it("are found by what is in them, and sent again together after a preview", async () => {
    receiver.status = 422;
    await makeTask("Ship the parcel");
    await makeTask("Ship the letter");
    await goTo("Logs");
    await page.getByRole("navigation", { name: "Logs" }).getByRole("link", { name: "Dead letters" }).click();
    await page.getByRole("link", { name: "task.created to Billing" }).nth(1).waitFor();
    await page.getByRole("searchbox", { name: "Search the payloads" }).fill("parcel");
    await page.waitForURL(/search=parcel/);
    await page.getByRole("link", { name: "task.created to Billing" }).waitFor();
    await button("Clear the search").click();
    receiver.status = 200;
    await button("Recover deliveries").click();
    const dialog = page.getByRole("dialog", { name: "Recover deliveries" });
    await dialog.getByText("This sends 2 deliveries again.").waitFor();
    await dialog.getByRole("button", { name: "Recover deliveries" }).click();
    await dialog.getByText("2 deliveries are being sent again.").waitFor();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await page.getByText(/^There are no dead letters/).waitFor();
    await page.getByRole("navigation", { name: "Logs" }).getByRole("link", { name: "Recoveries" }).click();
    await page.getByRole("row", { name: /Every event to any webhook/ }).getByText("2 of 2").waitFor();
  });
});

describe("the events of a subscription that is off", () => {
  it("are held, and released by switching it on", async () => {
    await goTo("Subscriptions");
    await page.getByRole("switch", { name: "Billing is on" }).click({ force: true });
    await page.getByText("Billing is off. What happens meanwhile is held.").waitFor();
    await makeTask("Wait for it");
    await page.getByRole("link", { name: "Billing", exact: true }).click();
    await page.getByText("1 held delivery waits until it is on again.").waitFor();
    await tab("Deliveries").click();
    await page.getByText("Waits until Billing is switched on.").waitFor();
    expect(receiver.requests.some(({ body }) => body.includes("Wait for it"))).toBe(false);
    await button("Switch on and release 1 held delivery").click();
    await arrived("Wait for it");
    await page.getByText("Active", { exact: true }).waitFor();
  });
});

describe("its settings", () => {
  it("are not saved over what somebody else saved meanwhile", async () => {
    await tab("Settings").click();
    await page.getByRole("textbox", { name: "Description" }).fill("Mine");
    await session.mutate("subscriptions.update", { id: billing.id, description: "Theirs" });
    await page.getByText(/^This subscription was changed meanwhile/).waitFor();
    await button("Save changes").click();
    await page.getByText(/^Nothing was saved/).waitFor();
    await button("Load what is stored").first().click();
    const description = page.getByRole("textbox", { name: "Description" });
    await eventually(async () => ((await description.inputValue()) === "Theirs" ? true : undefined));
    await description.fill("Ours");
    await button("Add header").click();
    await page.getByRole("textbox", { name: "Name of header 1" }).fill("X-Webhook-Signature");
    await page.getByRole("textbox", { name: "Value of header 1" }).fill("blue");
    await button("Save changes").click();
    // Whatever the server says of a header stands in its row.
    await page.getByRole("textbox", { name: "Value of header 1" }).and(page.locator("[aria-invalid='true']")).waitFor();
    await page.getByRole("textbox", { name: "Name of header 1" }).fill("X-Team");
    await button("Save changes").click();
    await page.getByText("Billing saved.").waitFor();
    await eventually(async () => ((await page.getByRole("textbox", { name: "Value of header 1" }).inputValue()).startsWith("••••") ? true : undefined));
  });

  it("say which versions the receiver understands, how often it is tried again, and what is kept with it", async () => {
    await button("Add pinned version").click();
    await page.getByRole("combobox", { name: "Event type of pinned version 1" }).click();
    await page.getByRole("option", { name: "task.created" }).click();
    expect(await page.getByRole("combobox", { name: "Version of pinned version 1" }).inputValue()).toBe("1");
    const retries = page.getByRole("textbox", { name: "Retries" });
    await retries.fill("10");
    await button("Save changes").click();
    await page.getByText("Enter 0 to 9, or leave it empty.").waitFor();
    await retries.fill("2");
    await page.getByText("Tries again after 1 s, 2 s; then gives up. An answer like 404 is final.").waitFor();
    await page.getByRole("button", { name: /^Advanced/ }).click();
    await button("Add metadata").click();
    await page.getByRole("textbox", { name: "Name of metadata 1" }).fill("customer");
    await page.getByRole("textbox", { name: "Value of metadata 1" }).fill("4821");
    await button("Save changes").click();
    await page.getByText("Billing saved.").last().waitFor();
    const kept = () => session.ask<{ pinnedVersions: object; retryCount: number; metadata: object }>("subscriptions.get", { id: billing.id });
    const saved = await eventually(async () => ((await kept()).retryCount === 2 ? kept() : undefined));
    expect(saved).toMatchObject({ pinnedVersions: { "task.created": 1 }, retryCount: 2, metadata: { customer: "4821" } });
    await tab("Overview").click();
    await page.getByText("customer: 4821").waitFor();
    await page.getByRole("listitem").filter({ hasText: /^task\.created up to version\s1$/ }).waitFor();
    // What is no text was set by a program: it stands there as JSON, and stays what it is.
    await session.mutate("subscriptions.update", { id: billing.id, metadata: { customer: "4821", seats: 5 } });
    await page.getByText("seats: 5").waitFor();
    await tab("Settings").click();
    await page.getByRole("button", { name: /^Advanced/ }).click();
    await page.getByRole("textbox", { name: "Value of metadata 2, JSON" }).fill("[5, 6]");
    await button("Remove metadata 1").click();
    await button("Remove pinned version 1").click();
    await button("Save changes").click();
    await eventually(async () => (JSON.stringify((await kept()).metadata) === '{"seats":[5,6]}' ? true : undefined));
    expect(await kept()).toMatchObject({ pinnedVersions: {}, retryCount: 2 });
  });

  it("hide the secret until somebody confirms, and rotate it with a time for both", async () => {
    await tab("Overview").click();
    await button("Reveal").click();
    await page.getByRole("dialog", { name: "Reveal secret" }).getByRole("button", { name: "Reveal secret" }).click();
    expect(await copied("secret")).toBe(secret);
    await button("Hide").click();
    await button("Rotate secret").click();
    const dialog = page.getByRole("dialog", { name: "Rotate secret" });
    await dialog.getByRole("radio", { name: "1 hour" }).check();
    await dialog.getByRole("button", { name: "Rotate secret" }).click();
    await page.getByText(/^Until .* the secret before signs too/).waitFor();
    expect(await copied("secret")).not.toBe(secret);
    await makeTask("Signed twice");
    expect((await arrived("Signed twice")).headers).toHaveProperty("x-webhook-signature-previous");
  });

  it("delete it, and that is taken back", async () => {
    await tab("Settings").click();
    await button("Delete subscription").click();
    await page.getByRole("dialog", { name: "Delete subscription" }).getByRole("button", { name: "Delete subscription" }).click();
    await page.getByText(/^There are no subscriptions yet/).waitFor();
    await page.getByRole("alert").filter({ hasText: "Billing deleted" }).getByRole("button", { name: "Undo" }).click();
    await page.getByText("Billing restored.", { exact: true }).waitFor();
    await page.getByRole("row", { name: /^Billing/ }).getByText("Active", { exact: true }).waitFor();
  });
});

it("registers an event type, publishes it and shows what came of it", async () => {
  await page.getByRole("navigation", { name: "Subscriptions" }).getByRole("link", { name: "Event types" }).click();
  await page.getByRole("link", { name: "Register event type" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("deal.won");
  await page.getByRole("textbox", { name: "Sample" }).fill('{"id":4821}');
  await button("Register event type").click();
  await page.getByText(/^in id: /i).waitFor();
  await page.getByRole("textbox", { name: "Sample" }).fill('{"id":"4821"}');
  await button("Register event type").click();
  const type = page.getByRole("dialog", { name: "deal.won" });
  await type.getByRole("group", { name: "schema" }).getByText('"properties"').waitFor();
  const event = await session.mutate<{ id: string }>("events.publish", { type: "deal.won", data: { id: "77" } });
  await type.getByRole("link", { name: "Those that happened" }).click();
  await page.getByRole("link", { name: "deal.won" }).click();
  await page.waitForURL(new RegExp(event.id));
  await page.getByText("No subscription asked for it, so it went nowhere.").waitFor();
  await page.goto(`${patchbay.url}/app/subscriptions/event-types/deal.won`);
  await button("Archive event type").click();
  await page.getByText(/^This type is archived/).waitFor();
  await page.goto(`${patchbay.url}/app/subscriptions/event-types`);
  await page.getByRole("link", { name: "task.created", exact: true }).waitFor();
  expect(await page.getByRole("link", { name: "deal.won" }).count()).toBe(0);
  await page.getByRole("checkbox", { name: "Archived ones too" }).check();
  await page.getByRole("listitem").filter({ hasText: "deal.won" }).getByText("Archived.").waitFor();
  await page.getByRole("link", { name: "deal.won" }).click();
  await button("Restore event type").click();
  await button("Archive event type").waitFor();
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  it.each([1280, 360])("the dialogs and the open form are accessible and fit into %i px", async (width) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 800 });
    const check = async (what: string) => {
      await settled(page);
      expect(await axe(page), what).toEqual([]);
      expect(await overflow(page), what).toBeLessThanOrEqual(0);
    };
    const at = `subscriptions/${billing.id}`;
    const delivery = (await session.ask<{ items: { id: string }[] }>("deliveries.list", { webhookId: billing.id, kind: "event" })).items[0];
    for (const [opener, path] of [
      ["Reveal", at],
      ["Rotate secret", at],
      ["Delete subscription", `${at}?tab=settings`],
      ["Replay event", `logs/${delivery?.id}`],
      ["Send again", `logs/${delivery?.id}`],
      ["Recover deliveries", "logs?status=failed"],
    ] as const) {
      await page.goto(`${patchbay.url}/app/${path}`);
      await button(opener).click();
      await page.getByRole("dialog", { name: opener === "Reveal" ? "Reveal secret" : opener }).waitFor();
      await check(opener);
    }
    await page.goto(`${patchbay.url}/app/subscriptions/new`);
    await page.getByRole("button", { name: /^Task/ }).click();
    await page.getByRole("checkbox", { name: "task.*", exact: true }).check();
    await page.getByRole("button", { name: /^Advanced/ }).click();
    await button("Add header").click();
    await button("Add pinned version").click();
    await button("Add metadata").click();
    await page.getByRole("textbox", { name: "Value of metadata 1" }).fill("without a name");
    await page.getByRole("textbox", { name: "Retries" }).fill("99");
    await button("Create subscription").click();
    await page.getByText("Enter a name.").waitFor();
    await check("the open form");
    await page.goto(`${patchbay.url}/app/${at}?tab=test`);
    await button("Send test").click();
    await page.getByRole("region", { name: "Answer" }).waitFor();
    await check("the answer to a test");
  });
});

it("keeps every tab of a page in sight on a phone", async () => {
  await page.setViewportSize({ width: 360, height: 800 });
  for (const [name, path] of [
    ["Logs", "logs"],
    ["Subscriptions", "subscriptions"],
    ["Settings", "settings"],
  ] as const) {
    await page.goto(`${patchbay.url}/app/${path}`);
    await settled(page);
    const links = page.getByRole("navigation", { name, exact: true }).getByRole("link");
    const boxes = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect()).map(({ left, right }) => ({ left, right })));
    expect(boxes.length, name).toBeGreaterThan(1);
    for (const { left, right } of boxes) expect([left >= 0, right <= 360], name).toEqual([true, true]);
  }
});

it("asked no other origin, and nothing broke in the page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
