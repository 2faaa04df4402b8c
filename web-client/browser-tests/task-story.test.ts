import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axe, launch, open, overflow, settled, type Watched } from "./browser";
import { post, startPatchbay, type Patchbay } from "./patchbay";
import { eventually, signIn, type Session } from "./session";

// As long as one may be, and without a place to break it.
const longName = "B".repeat(100);

let patchbay: Patchbay;
let browser: Browser;
let watched: Watched;
let page: Page;
let session: Session;
let inboundUrl: string;

beforeAll(async () => {
  [patchbay, browser] = await Promise.all([startPatchbay(), launch()]);
  watched = await open(browser, patchbay.url);
  page = watched.page;
  session = await signIn(page, patchbay);
  inboundUrl = (await session.ask<{ items: { webhookUrl: string }[] }>("webhooks.list", {})).items[0]?.webhookUrl ?? "";
});

afterAll(async () => {
  await browser?.close();
  await patchbay?.stop();
});

const drawer = () => page.getByRole("dialog", { name: "Task 1" });
const story = () => drawer().getByRole("region", { name: "Why?" });
const row = (name: string) => page.getByRole("table", { name: "Tasks" }).getByRole("row", { name: new RegExp(name) });
const say = (content: string) => post(inboundUrl, { content, senderIdentifier: "ann", senderName: "Ann" });

// One story: each step stands on the one before.
describe("who has a task, and why it is there", () => {
  it("shows whom a message names, and finds the task by it", async () => {
    await say("Ask Maria to send the offer to Acme");
    await page.goto(`${patchbay.url}/app/tasks`);
    await row("Maria").waitFor();
    await page.getByRole("searchbox", { name: "Search tasks" }).fill("maria");
    await page.waitForURL(/search=/);
    await row("Maria").getByRole("link").click();
    await drawer().getByRole("link", { name: "Maria", exact: true }).waitFor();
  });

  it("tells what came, what was understood and what left", async () => {
    await story().getByText("Message from Ann").waitFor();
    await story().getByText("Ask Maria to send the offer to Acme").waitFor();
    await story().getByText(/by built-in/).waitFor();
    await story().getByText("Created", { exact: true }).waitFor();
    await story().getByRole("link", { name: "Reply" }).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it("gives it to somebody else, and the story goes on by itself", async () => {
    await drawer().getByRole("button", { name: "Edit" }).click();
    await drawer().getByRole("textbox", { name: "Assignee" }).fill("Bob");
    await drawer().getByRole("button", { name: "Save task" }).click();
    await drawer().getByRole("link", { name: "Bob", exact: true }).waitFor();
    await story().getByText("Changed assignee").waitFor();
    await say("who is on 1?");
    const answered = await eventually(async () => {
      const { items } = await session.ask<{ items: { lastMessagePreview: string }[] }>("conversations.list", {});
      return items.find((one) => one.lastMessagePreview.includes("is with Bob"));
    });
    expect(answered.lastMessagePreview).toContain("Task 1");
  });

  it("follows what is said by text: done, and undone", async () => {
    await say("done 1");
    await story().getByText("Completed", { exact: true }).waitFor();
    await say("undo");
    await story().getByText("Reopened", { exact: true }).waitFor();
    await drawer().getByText("Pending", { exact: true }).first().waitFor();
  });

  it("lists what somebody has, and leaves the filter by its button", async () => {
    await session.mutate("tasks.create", { title: "Order paper", assignee: longName });
    await drawer().getByRole("link", { name: "Bob", exact: true }).click();
    await page.waitForURL(/assignee=Bob/);
    await row("offer").waitFor();
    await row("Order paper").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Assigned to Bob" }).click();
    await row("Order paper").waitFor();
  });

  it("leads to the message and to the delivery", async () => {
    await row("offer").getByRole("link").click();
    await story().getByRole("link", { name: "Show the message it came from" }).click();
    await page.getByRole("article", { name: "Message from Ann" }).first().waitFor();
    await page.goBack();
    await story().getByRole("link", { name: "Reply" }).click();
    await page.waitForURL(/\/logs\//);
  });

  it("fits a phone and a dark room", async () => {
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 800 });
        for (const [name, path] of [["list", "/app/tasks"], ["story", "/app/tasks/1"], ["long", "/app/tasks/2"]] as const) {
          await page.goto(`${patchbay.url}${path}`);
          await settled(page);
          expect(await overflow(page), `${name} at ${width}`).toBeLessThanOrEqual(0);
        }
      }
      expect(await axe(page)).toEqual([]);
    }
    expect(watched.errors).toEqual([]);
    expect(watched.foreign).toEqual([]);
  });
});
