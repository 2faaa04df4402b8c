import { Notifications } from "@mantine/notifications";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import type { Fact } from "../../wire";
import { Remembered } from "./Remembered";

const said: Fact = {
  id: "f1",
  contactId: "c1",
  kind: "preference",
  text: "I prefer email over calls",
  source: { messageId: "m1", conversationId: "t1", webhookId: "w1" },
  createdBy: null,
  createdAt: "2026-11-24T10:00:00.000Z",
  updatedAt: "2026-11-24T10:00:00.000Z",
};
const entered: Fact = { ...said, id: "f2", kind: "note", text: "Pays late", source: null, createdBy: "u1" };

let facts: Fact[];
let calls: { name: string; input: unknown }[];

function answer(name: string, input: Record<string, unknown>): unknown {
  switch (name) {
    case "facts.list":
      return { items: facts, nextCursor: null };
    case "webhooks.list":
      return { items: [{ id: "w1", number: 1, channelName: "Office mail", channelType: "email", deletedAt: null }], nextCursor: null };
    case "members.list":
      return { items: [{ id: "u1", name: "Olga" }], nextCursor: null };
    case "facts.delete":
      facts = facts.filter((fact) => fact.id !== input.id);
      return { id: input.id };
    case "facts.create": {
      const fact = { ...said, ...input, id: "f3" } as Fact;
      facts = [fact, ...facts];
      return fact;
    }
    default:
      return { ...said, ...input };
  }
}

beforeEach(() => {
  facts = [said, entered];
  calls = [];
  vi.stubGlobal("fetch", (url: string | URL, init?: RequestInit) => {
    const { pathname, searchParams } = new URL(String(url), "http://localhost");
    const name = pathname.split("/").at(-1) ?? "";
    const input = JSON.parse(typeof init?.body === "string" ? init.body : (searchParams.get("input") ?? "{}")) as Record<string, unknown>;
    if (init?.method === "POST") calls.push({ name, input });
    return Promise.resolve(new Response(JSON.stringify({ result: { type: "response", data: answer(name, input) } })));
  });
});

const show = () =>
  renderPart(
    <>
      <Notifications />
      <Remembered contactId="c1" />
    </>,
  );

it("says where each thing came from, and leads there", async () => {
  show();
  const link = await screen.findByRole("link", { name: "said on Office mail" });
  expect(link.getAttribute("href")).toContain("/inbox/t1");
  expect(await screen.findByText(/entered by Olga/)).toBeTruthy();
});

it("says how the first one comes about", async () => {
  facts = [];
  show();
  expect(await screen.findByText(/^Nothing yet\./)).toBeTruthy();
});

it("forgets, and remembers again with the message that said it", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Forget “I prefer email over calls”" }));
  await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
  await screen.findByRole("button", { name: "Forget “I prefer email over calls”" });
  expect(calls).toEqual([
    { name: "facts.delete", input: { id: "f1" } },
    { name: "facts.create", input: { contactId: "c1", kind: "preference", text: "I prefer email over calls", sourceMessageId: "m1" } },
  ]);
});

it("adds what is written, and nothing else", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Add" }));
  const form = screen.getByRole("textbox", { name: "What to remember" }).closest("form");
  await userEvent.click(within(form as HTMLElement).getByRole("button", { name: "Remember" }));
  expect(await screen.findByText("Enter what to remember.")).toBeTruthy();
  await userEvent.type(screen.getByRole("textbox", { name: "What to remember" }), " Likes tea ");
  await userEvent.click(within(form as HTMLElement).getByRole("button", { name: "Remember" }));
  expect(await screen.findByText("Likes tea")).toBeTruthy();
  expect(calls).toEqual([{ name: "facts.create", input: { contactId: "c1", kind: "note", text: "Likes tea" } }]);
});

it("changes the words of one", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Edit “Pays late”" }));
  const text = screen.getByRole("textbox", { name: "What to remember" });
  await userEvent.clear(text);
  await userEvent.type(text, "Pays in time");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByRole("button", { name: "Edit “Pays late”" });
  expect(calls).toEqual([{ name: "facts.update", input: { id: "f2", kind: "note", text: "Pays in time" } }]);
});
