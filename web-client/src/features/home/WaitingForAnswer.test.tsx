import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { aConfirmation } from "../../test/a-confirmation";
import { aMe } from "../../test/a-me";
import { renderPart } from "../../test/render";
import type { Confirmation, Me } from "../../wire";
import { WaitingCount } from "../confirmations/WaitingCount";
import { WaitingInConversation } from "../confirmations/WaitingInConversation";
import { MeContext } from "../session/use-me";
import { WaitingForAnswer } from "./WaitingForAnswer";

const fetched = vi.fn<typeof fetch>();

function serve(items: Confirmation[]) {
  fetched.mockImplementation(() => Promise.resolve(new Response(JSON.stringify({ result: { data: { items, nextCursor: null } } }))));
}

function show(part: React.ReactNode, me: Me = aMe("member")) {
  return renderPart(<MeContext value={me}>{part}</MeContext>);
}

const many = (count: number, changes: Partial<Confirmation> = {}) =>
  Array.from({ length: count }, (_, index) => aConfirmation({ id: `f${index}`, summary: `new task "Step ${index}"`, ...changes }));

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});

it("asks for what waits, and counts it", async () => {
  serve(many(2));
  show(
    <>
      <WaitingCount />
      <WaitingForAnswer />
    </>,
  );
  expect(await screen.findByRole("heading", { name: "Waiting for your answer" })).toBeTruthy();
  expect(screen.getAllByRole("button", { name: /^Agree/ })).toHaveLength(2);
  expect(screen.getByText("2").textContent).toBe("2 waiting for your answer");
  // One question to the server for both.
  expect(new Set(fetched.mock.calls.map(([url]) => decodeURIComponent(String(url))))).toEqual(new Set(['/rspc/confirmations.list?input={"waiting":true,"limit":100}']));
});

it("shows some of many, and the rest when asked", async () => {
  serve(many(8));
  show(<WaitingForAnswer />);
  await userEvent.click(await screen.findByRole("button", { name: "Show 3 more" }));
  expect(screen.getAllByRole("button", { name: /^Agree/ })).toHaveLength(8);
});

it("leaves out what is put to others, and what is over", async () => {
  serve([...many(1, { id: "f7", userId: "u2" }), ...many(1), ...many(1, { id: "f8", expiresAt: "2020-01-01T00:00:00.000Z" })]);
  show(
    <>
      <WaitingCount />
      <WaitingForAnswer />
    </>,
  );
  expect(await screen.findAllByRole("button", { name: /^Agree/ })).toHaveLength(1);
  expect(screen.getByText("1").textContent).toBe("1 waiting for your answer");
});

it("says nothing where nothing waits", async () => {
  serve([]);
  show(<WaitingForAnswer />);
  await vi.waitFor(() => expect(fetched).toHaveBeenCalled());
  expect(screen.queryByRole("region")).toBeNull();
});

it("shows in a conversation what waits there, also for others", async () => {
  serve(many(1, { userId: "u2", isOwn: false }));
  show(<WaitingInConversation conversationId="v1" />);
  expect(await screen.findByRole("region", { name: "Waiting for another member's answer" })).toBeTruthy();
  expect(screen.getByText("Another member is asked")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
  expect(decodeURIComponent(String(fetched.mock.calls[0]?.[0]))).toContain('"conversationId":"v1"');
});
