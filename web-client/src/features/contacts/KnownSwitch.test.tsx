import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import { KnownSwitch } from "./KnownSwitch";

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});

it("says what it means, and is switched by a click", async () => {
  fetched.mockImplementation(() => new Promise(() => {}));
  renderPart(<KnownSwitch contact={{ id: "c1", isKnown: false }} />);
  expect(await screen.findByText(/waits for a member's approval/)).toBeTruthy();
  await userEvent.click(screen.getByRole("switch", { name: "A member knows them" }));
  expect(fetched.mock.calls[0]?.[0]).toBe("/rspc/contacts.update");
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ id: "c1", isKnown: true });
  // It stands where it was put while that is sent.
  expect(await screen.findByText(/is done at once/)).toBeTruthy();
});

it("goes back where it was not changed, and says so", async () => {
  const refusal = { result: { data: { data: { code: "NOT_FOUND", message: "There is no such contact.", fields: [] } } } };
  fetched.mockImplementation(() => Promise.resolve(new Response(JSON.stringify(refusal), { status: 404 })));
  renderPart(<KnownSwitch contact={{ id: "c1", isKnown: true }} />);
  await userEvent.click(await screen.findByRole("switch", { name: "A member knows them" }));
  expect((await screen.findByRole("alert")).textContent).toContain("It was not changed. There is no such contact.");
  expect(screen.getByRole("switch", { name: "A member knows them" })).toHaveProperty("checked", true);
});
