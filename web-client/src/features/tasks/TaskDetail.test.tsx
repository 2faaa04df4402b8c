import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import type { Task, TaskStory } from "../../wire";
import { TaskDetail } from "./TaskDetail";

const task: Task = {
  id: "t12",
  number: 12,
  title: "Send the logo to Acme",
  description: null,
  priority: "high",
  status: "completed",
  deadline: null,
  needsApproval: false,
  assignee: "Bob",
  result: "Sent by mail.",
  error: null,
  sourceWebhookId: "w1",
  sourceMessageId: "m1",
  conversationId: "c1",
  contactId: null,
  createdAt: "2026-11-24T10:00:00.000Z",
  updatedAt: "2026-11-24T12:00:00.000Z",
  completedAt: "2026-11-24T12:00:00.000Z",
};

const story: TaskStory = {
  source: {
    messageId: "m1",
    conversationId: "c1",
    who: "Ann",
    channelType: "sms",
    channelName: "Front desk",
    at: "2026-11-24T10:00:00.000Z",
    excerpt: "please send the logo to Acme",
    intent: "task",
    urgency: "high",
  },
  turn: {
    model: "built-in",
    askedModel: "gpt-9",
    provider: "open_ai",
    fallbackReason: "the model did not answer in time",
    promptVersion: null,
    mode: null,
    requests: 1,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    durationMs: 4,
    isRepaired: false,
    acknowledgedAt: null,
    understanding: null,
    takenAt: "2026-11-24T10:00:01.000Z",
  },
  steps: [
    { at: "2026-11-24T10:00:01.000Z", action: "task.created", actor: "assistant", member: null, changed: [] },
    { at: "2026-11-24T11:00:00.000Z", action: "task.updated", actor: "user", member: "Olga", changed: ["assignee"] },
    { at: "2026-11-24T12:00:00.000Z", action: "task.completed", actor: "user", member: "Olga", changed: ["status"] },
  ],
  sent: [
    { deliveryId: "d1", at: "2026-11-24T10:00:01.000Z", kind: "reply", eventType: "message.sent", to: "+15005550001", status: "success", lastError: null },
    { deliveryId: "d2", at: "2026-11-24T10:00:01.000Z", kind: "event", eventType: "task.created", to: "hooks.example", status: "failed", lastError: "HTTP 500" },
  ],
};

const fetched = vi.fn<typeof fetch>();
let told: TaskStory;

beforeEach(() => {
  told = story;
  fetched.mockReset();
  fetched.mockImplementation((url) => {
    const data = String(url).includes("tasks.story") ? told : task;
    return Promise.resolve(new Response(JSON.stringify({ jsonrpc: "2.0", id: null, result: { type: "response", data } })));
  });
  vi.stubGlobal("fetch", fetched);
});

it("tells why the task is there: what came, was understood, was done and left", async () => {
  renderPart(<TaskDetail task={task} />);
  const section = within(await screen.findByRole("region", { name: "Why?" }));
  expect(await section.findByText("Message from Ann")).toBeTruthy();
  expect(section.getByText("please send the logo to Acme")).toBeTruthy();
  expect(section.getByRole("link", { name: "Show the message it came from" }).getAttribute("href")).toContain("/inbox/c1?message=m1");
  expect(section.getByText(/by built-in instead of gpt-9/)).toBeTruthy();
  expect(section.getByText("the model did not answer in time")).toBeTruthy();
  expect(section.getByText("Changed assignee")).toBeTruthy();
  expect(section.getByText("Sent by mail.")).toBeTruthy();
  expect(section.getByRole("link", { name: "task.created" }).getAttribute("href")).toContain("/logs/d2");
  expect(section.getByText("HTTP 500")).toBeTruthy();
  expect(section.queryByText("Not from a message.")).toBeNull();
});

it("says of a task made by hand that there was no message", async () => {
  told = { source: null, turn: null, steps: [], sent: [] };
  renderPart(<TaskDetail task={{ ...task, conversationId: null, sourceMessageId: null }} />);
  expect(await screen.findByText("Not from a message.")).toBeTruthy();
  expect(screen.queryByText("What left")).toBeNull();
});

it("shows who has it, and gives it to somebody else or to nobody", async () => {
  renderPart(<TaskDetail task={task} />);
  expect((await screen.findByRole("link", { name: "Bob" })).getAttribute("href")).toContain("/tasks?assignee=Bob");
  await userEvent.click(screen.getByRole("button", { name: "Edit" }));
  const field = screen.getByRole("textbox", { name: "Assignee" });
  await userEvent.clear(field);
  await userEvent.type(field, "  Eve ");
  await userEvent.click(screen.getByRole("button", { name: "Save task" }));
  const bodies = () => fetched.mock.calls.filter(([url]) => String(url).includes("tasks.update")).map(([, init]) => JSON.parse(String(init?.body)) as Partial<Task>);
  await waitFor(() => expect(bodies()[0]?.assignee).toBe("Eve"));
  await userEvent.click(await screen.findByRole("button", { name: "Edit" }));
  await userEvent.clear(screen.getByRole("textbox", { name: "Assignee" }));
  await userEvent.click(screen.getByRole("button", { name: "Save task" }));
  await waitFor(() => expect(bodies()[1]?.assignee).toBeNull());
});
