import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import type { Conversation } from "../../wire";
import { ConversationSteps } from "./ConversationSteps";

const fetched = vi.fn<typeof fetch>();

const conversation = (status: Conversation["status"]): Conversation => ({
  id: "0199",
  number: 7,
  webhookId: "0198",
  webhookName: "Shop",
  status,
  kind: "human",
  contactId: "0197",
  senderIdentifier: "dana@acme.example",
  senderName: "Dana",
  contextSummary: null,
  needsReview: false,
  messageCount: 1,
  lastMessagePreview: null,
  lastMessageAt: "2026-11-24T10:00:00.000Z",
  createdAt: "2026-11-24T10:00:00.000Z",
});

beforeEach(() => {
  fetched.mockReset();
  fetched.mockImplementation(() => Promise.resolve(new Response(JSON.stringify({ result: { data: conversation("paused") } }))));
  vi.stubGlobal("fetch", fetched);
});

it.each([
  ["active", ["Pause", "Resolve", "Archive"]],
  ["paused", ["Resume", "Archive"]],
  ["resolved", ["Reopen", "Archive"]],
] as const)("offers what can be done with one that is %s", async (status, verbs) => {
  renderPart(<ConversationSteps conversation={conversation(status)} />);
  await screen.findByRole("group", { name: "Steps" });
  const names = screen.getAllByRole("button").map((button) => button.textContent).filter((text) => text !== "");
  expect(names).toEqual(verbs);
});

it("takes a step at once, without a reason", async () => {
  renderPart(<ConversationSteps conversation={conversation("active")} />);
  await userEvent.click(await screen.findByRole("button", { name: "Pause" }));
  expect(fetched.mock.calls[0]?.[0]).toBe("/rspc/conversations.pause");
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ id: "0199" });
});

it("asks before archiving, and sends the reason along", async () => {
  renderPart(<ConversationSteps conversation={conversation("paused")} />);
  await userEvent.click(await screen.findByRole("button", { name: "Archive" }));
  expect(fetched).not.toHaveBeenCalled();
  const dialog = await screen.findByRole("dialog", { name: "Archive conversation 7" });
  expect(dialog.textContent).toContain("cannot be opened again");
  await userEvent.type(screen.getByRole("textbox", { name: /Reason/ }), "All done ");
  await userEvent.click(screen.getAllByRole("button", { name: "Archive" }).at(-1) as HTMLElement);
  expect(fetched.mock.calls[0]?.[0]).toBe("/rspc/conversations.archive");
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ id: "0199", reason: "All done" });
});
