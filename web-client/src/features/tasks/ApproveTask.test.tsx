import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import { TaskDrawer } from "./TaskDrawer";

const fetched = vi.fn<typeof fetch>();
const sent = (procedure: string) => fetched.mock.calls.filter(([url]) => url === `/rspc/${procedure}`).map(([, init]) => JSON.parse(String(init?.body)) as unknown);

/** A task as the server tells of it. */
const aTask = {
  id: "0199",
  number: 12,
  title: "Call Sue back",
  description: null,
  priority: "medium",
  status: "pending",
  deadline: null,
  needsApproval: true,
  result: null,
  error: null,
  sourceWebhookId: null,
  sourceMessageId: null,
  conversationId: null,
  contactId: null,
  createdAt: "2026-11-24T10:00:00.000Z",
  updatedAt: "2026-11-24T10:00:00.000Z",
  completedAt: null,
};

function show(changes: Partial<typeof aTask> = {}) {
  const story = { source: null, turn: null, steps: [], sent: [] };
  fetched.mockImplementation((url) => {
    const data = String(url).includes("tasks.story") ? story : { ...aTask, assignee: null, ...changes };
    return Promise.resolve(new Response(JSON.stringify({ result: { data } })));
  });
  renderPart(<TaskDrawer taskId="12" onClose={() => undefined} />);
}

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});

it("says that a task needs approval, and approves it by a click", async () => {
  show();
  expect(await screen.findByText("Needs approval")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Complete" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Approve" }));
  expect(sent("tasks.approve")).toEqual([{ id: "0199" }]);
});

it("cancels one that is declined, with the reason", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Decline" }));
  await userEvent.type(screen.getByRole("textbox", { name: /^Why is task 12 declined/ }), "We do not sell that ");
  await userEvent.click(screen.getByRole("button", { name: "Decline task" }));
  expect(sent("tasks.cancel")).toEqual([{ id: "0199", reason: "We do not sell that" }]);
});

it("declines without a reason, and can be left", async () => {
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Decline" }));
  await userEvent.click(screen.getByRole("button", { name: "Back" }));
  expect(sent("tasks.cancel")).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "Decline" }));
  await userEvent.click(screen.getByRole("button", { name: "Decline task" }));
  expect(sent("tasks.cancel")).toEqual([{ id: "0199" }]);
});

it.each([
  ["that is over", { status: "cancelled" }],
  ["that was agreed to", { needsApproval: false }],
])("asks nothing about a task %s", async (_, changes) => {
  show(changes);
  expect(await screen.findByText("Call Sue back")).toBeTruthy();
  expect(screen.queryByText("Needs approval")).toBeNull();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
});
