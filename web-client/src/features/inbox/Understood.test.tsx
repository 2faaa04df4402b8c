import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { ApiError } from "../../api/api-error";
import { client } from "../../api/client";
import { aMessage, aMessageTask, anUnderstanding, aTurn } from "../../test/a-message";
import { renderPart } from "../../test/render";
import type { Message } from "../../wire";
import { Understood } from "./Understood";

afterEach(() => vi.restoreAllMocks());

const read: Partial<Message> = { intent: "task", urgency: "medium", tasks: [aMessageTask()], turn: aTurn() };
const show = (changes: Partial<Message>) => renderPart(<Understood message={aMessage(changes)} />);

it("says in one line what was read, for whom and by what, and everything when asked", async () => {
  const understanding = anUnderstanding({
    intents: ["task", "question"],
    amounts: ["$1,500"],
    changes: [{ number: 7, words: null, kind: "rename", dueAt: null, priority: null, title: "Relaunch", assignee: null }],
    answer: "Nothing is overdue.",
    tasks: [{ number: 12, title: "Call Dana", priority: "high", dueAt: "2026-11-27T17:00:00.000Z", hasDueTime: false, assignee: "Tom" }],
  });
  show({ ...read, turn: aTurn({ model: "gpt-x", durationMs: 1234, understanding, promptVersion: "turn.v2", inputTokens: 1200, outputTokens: 80, costUsd: 0.0021 }) });
  const line = await screen.findByRole("group", { name: "Understood" });
  expect(line.textContent).toContain("A task");
  expect(line.textContent).toContain("Contact");
  expect(line.textContent).toContain("gpt-x · 1.2 s");
  expect(screen.queryByText("turn.v2")).toBeNull();
  const details = screen.getByRole("button", { name: "Details" });
  expect(details.getAttribute("aria-expanded")).toBe("false");
  await userEvent.click(details);
  const told = screen.getByRole("group", { name: "How it was understood" }).textContent;
  for (const part of ["A task, A question", "English", "$1,500", "Task 7 is now called “Relaunch”", "Nothing is overdue.", "for Tom", "only a day was named", "turn.v2", "$0.0021"]) {
    expect(told).toContain(part);
  }
});

it("takes back a task with one click, and that too", async () => {
  const mutate = vi.spyOn(client, "mutate").mockResolvedValue(aMessage({}) as never);
  show(read);
  await userEvent.click(await screen.findByRole("button", { name: "Correct" }));
  expect(screen.queryByRole("menuitem", { name: "This is a task" })).toBeNull();
  await userEvent.click(await screen.findByRole("menuitem", { name: "Not a task" }));
  expect(mutate).toHaveBeenCalledWith("messages.correct", { messageId: "0199", intent: "other" });
});

it("makes a task of a message that has none, and says why it could not", async () => {
  const mutate = vi.spyOn(client, "mutate").mockRejectedValue(new ApiError(400, { code: "INVALID_PAYLOAD", message: "The input is not valid." }));
  show({ ...read, intent: "other", tasks: [aMessageTask({ status: "cancelled" })] });
  await userEvent.click(await screen.findByRole("button", { name: "Correct" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "This is a task" }));
  expect(mutate).toHaveBeenCalledWith("messages.correct", { messageId: "0199", intent: "task" });
});

it("says only what was changed in the dialog, and puts errors beside the inputs", async () => {
  const refused = new ApiError(400, { code: "INVALID_PAYLOAD", message: "The input is not valid.", fields: [{ path: "tasks[0].title", message: "must not be blank" }] });
  const mutate = vi.spyOn(client, "mutate").mockRejectedValueOnce(refused).mockResolvedValue(aMessage({}) as never);
  show(read);
  await userEvent.click(await screen.findByRole("button", { name: "Correct" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Something else…" }));
  const dialog = await screen.findByRole("dialog", { name: "What should it have been?" });
  const title = await within(dialog).findByRole("textbox", { name: "Title" });
  await userEvent.clear(title);
  await userEvent.type(title, "Call Dana back");
  await userEvent.click(within(dialog).getByRole("button", { name: "Correct message" }));
  expect(mutate).toHaveBeenLastCalledWith("messages.correct", { messageId: "0199", tasks: [{ taskId: "0400", title: "Call Dana back" }] });
  expect(await within(dialog).findByText("Must not be blank.")).toBeTruthy();
  await userEvent.click(within(dialog).getByRole("button", { name: "Correct message" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("says who corrected it, and what", async () => {
  const reading = { intent: "task", urgency: "medium", people: [], projects: [], tasks: [] } as const;
  const corrections = [{ id: "0500", by: "Ann", at: "2026-11-24T11:00:00.000Z", before: { ...reading, people: [], projects: [], tasks: [] }, after: { ...reading, intent: "question" as const, people: [], projects: [], tasks: [] } }];
  show({ ...read, intent: "question", tasks: [], corrections });
  expect((await screen.findByRole("group", { name: "Understood" })).textContent).toContain("Corrected by Ann");
  await userEvent.click(screen.getByRole("button", { name: "Details" }));
  expect(screen.getByRole("list", { name: "Corrections" }).textContent).toContain("A task → a question");
});

it("offers no correction of what is not read yet", async () => {
  show({ ...read, status: "received", conversationId: null });
  await screen.findByRole("group", { name: "Understood" });
  expect(screen.queryByRole("button", { name: "Correct" })).toBeNull();
});
