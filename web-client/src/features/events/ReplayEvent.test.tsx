import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import type { Event } from "../../wire";
import { ReplayEvent } from "./ReplayEvent";

const event: Event = {
  id: "e1",
  type: "task.created",
  version: 1,
  webhookId: null,
  conversationId: null,
  channels: [],
  key: null,
  data: { title: "Call Dana" },
  replayOf: null,
  replayCount: 0,
  occurredAt: "2026-11-24T10:00:00.000Z",
};

const fetched = vi.fn<typeof fetch>();
let replays: number;

function answer(data: object): Response {
  return new Response(JSON.stringify({ jsonrpc: "2.0", id: null, result: { type: "response", data } }));
}

beforeEach(() => {
  fetched.mockReset();
  fetched.mockImplementation((url) =>
    Promise.resolve(
      answer(
        String(url).includes("events.list")
          ? { items: Array.from({ length: replays }, (_, index) => ({ ...event, id: `r${index}`, replayOf: "e1" })), nextCursor: null }
          : { ...event, id: "e2", replayOf: "e1", replayCount: 1 },
      ),
    ),
  );
  vi.stubGlobal("fetch", fetched);
});

const bodies = () => fetched.mock.calls.filter(([url]) => String(url).includes("events.replay")).map(([, init]) => JSON.parse(String(init?.body)) as unknown);

it("checks what was typed before it sends, and sends what was changed", async () => {
  replays = 2;
  const onClose = vi.fn();
  renderPart(<ReplayEvent event={event} onClose={onClose} />);
  expect(await screen.findByText(/3 replays of 5 are left/)).toBeTruthy();
  const data = screen.getByRole("textbox", { name: "Data" });
  await userEvent.clear(data);
  await userEvent.type(data, "[[1]");
  await userEvent.click(screen.getByRole("button", { name: "Replay event" }));
  expect(screen.getByText(/must be a JSON object/)).toBeTruthy();
  expect(bodies()).toEqual([]);
  await userEvent.clear(data);
  await userEvent.type(data, '{{"title":"Other"}');
  await userEvent.click(screen.getByRole("radio", { name: "The same id" }));
  await userEvent.click(screen.getByRole("button", { name: "Replay event" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(bodies()).toEqual([{ id: "e1", preserveId: true, data: { title: "Other" } }]);
});

it("leaves data out that nobody changed, and sends nothing once all replays are used up", async () => {
  replays = 0;
  const first = renderPart(<ReplayEvent event={event} onClose={() => {}} />);
  await screen.findByText(/5 replays of 5 are left/);
  await userEvent.click(screen.getByRole("button", { name: "Replay event" }));
  await waitFor(() => expect(bodies()).toEqual([{ id: "e1", preserveId: false }]));
  first.unmount();
  replays = 5;
  renderPart(<ReplayEvent event={event} onClose={() => {}} />);
  expect(await screen.findByText("All 5 replays of it are used up.")).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Replay event" }).disabled).toBe(true);
});
