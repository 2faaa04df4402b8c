import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { aConfirmation } from "../../test/a-confirmation";
import { aMe } from "../../test/a-me";
import { renderPart } from "../../test/render";
import type { Confirmation, Me } from "../../wire";
import { MeContext } from "../session/use-me";
import { ConfirmationItem } from "./ConfirmationItem";

const fetched = vi.fn<typeof fetch>();
const answerWith = (status: number, data: unknown) => Promise.resolve(new Response(JSON.stringify({ result: { data } }), { status }));
const settled = () => fetched.mock.calls.filter(([url]) => url === "/rspc/confirmations.settle").map(([, init]) => JSON.parse(String(init?.body)) as unknown);

function show(confirmation: Confirmation, me: Me = aMe("owner")) {
  return renderPart(
    <MeContext value={me}>
      <ConfirmationItem confirmation={confirmation} />
    </MeContext>,
  );
}

/** `settle`: what is answered to the yes or no; whoever asked is called Dana. */
function serve(settle: () => Promise<Response>) {
  fetched.mockImplementation((url) => {
    if (String(url).startsWith("/rspc/confirmations.settle")) return settle();
    if (String(url).startsWith("/rspc/members.list")) return answerWith(200, { items: [{ id: "u2", name: "Bob" }], nextCursor: null });
    return answerWith(200, { id: "c1", name: "Dana", identifiers: [], isKnown: false, timeZone: null });
  });
}

beforeEach(() => {
  fetched.mockReset();
  serve(() => answerWith(200, aConfirmation({ status: "agreed" })));
  vi.stubGlobal("fetch", fetched);
});

it("says what would happen, who asked for it, where, and its code", async () => {
  show(aConfirmation({ isOwn: false, summary: 'new task "Call Acme"' }));
  expect(await screen.findByText('New task "Call Acme".')).toBeTruthy();
  expect((await screen.findByRole("link", { name: "Dana" })).getAttribute("href")).toBe("/contacts/c1");
  expect(screen.getByRole("link", { name: "this message" }).getAttribute("href")).toBe("/inbox/v1?message=m1");
  expect(screen.getByText("4821")).toBeTruthy();
  expect(screen.getByText(/^Expires/)).toBeTruthy();
});

it("leads to the tasks that wait for it", async () => {
  const { unmount } = show(aConfirmation({ taskIds: ["t1"] }));
  expect((await screen.findByRole("link", { name: "Show the task" })).getAttribute("href")).toBe("/tasks/t1");
  unmount();
  show(aConfirmation({ taskIds: ["t1", "t2"] }));
  const href = (await screen.findByRole("link", { name: "Show the tasks" })).getAttribute("href");
  expect(href).toBe("/tasks?conversationId=v1&needsApproval=true");
});

it("says so where the member asked for it", async () => {
  show(aConfirmation({ isOwn: true }));
  expect(await screen.findByText(/^You asked for it in/)).toBeTruthy();
});

it.each([
  ["Agree to: new task", true],
  ["Decline: new task", false],
] as const)("sends the answer: %s", async (name, agree) => {
  show(aConfirmation());
  await userEvent.click(await screen.findByRole("button", { name: new RegExp(`^${name}`) }));
  expect(settled()).toEqual([{ id: "f1", agree }]);
});

it("takes one answer at a time", async () => {
  serve(() => new Promise(() => {}));
  show(aConfirmation());
  const agree = await screen.findByRole("button", { name: /^Agree/ });
  await userEvent.click(agree);
  expect(agree.getAttribute("data-loading")).toBe("true");
  expect(screen.getByRole("button", { name: /^Decline/ })).toHaveProperty("disabled", true);
});

it("says in its place why it could not be settled", async () => {
  serve(() => answerWith(503, { data: { code: "UNAVAILABLE", message: "The server is busy.", fields: [] } }));
  show(aConfirmation());
  await userEvent.click(await screen.findByRole("button", { name: /^Agree/ }));
  expect((await screen.findByRole("alert")).textContent).toContain("It still waits. The server is busy.");
  expect(screen.getByRole("button", { name: /^Agree/ })).toHaveProperty("disabled", false);
});

it("does not say that it waits where somebody else was faster", async () => {
  serve(() => answerWith(409, { data: { code: "CONFLICT", message: "It was settled already.", fields: [] } }));
  show(aConfirmation());
  await userEvent.click(await screen.findByRole("button", { name: /^Agree/ }));
  await vi.waitFor(() => expect(screen.getByRole("button", { name: /^Agree/ }).getAttribute("data-loading")).toBeNull());
  expect(screen.queryByText(/It still waits/)).toBeNull();
});

it("leaves the answer to whom it is put to, and to owners and admins", async () => {
  const others = aConfirmation({ userId: "u2" });
  const { unmount } = show(others, aMe("member"));
  expect(await screen.findByText("Bob is asked")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
  unmount();
  show(others, aMe("admin"));
  expect(await screen.findByRole("button", { name: /^Agree/ })).toBeTruthy();
});
