import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import type { Contact } from "../../wire";
import { MergeContact } from "./MergeContact";

const contact = (id: string, name: string, value: string): Contact => ({
  id,
  name,
  timeZone: null,
  isKnown: true,
  identifiers: [{ kind: "phone", value, webhookId: null }],
  createdAt: "2026-11-24T10:00:00.000Z",
  updatedAt: "2026-11-24T10:00:00.000Z",
});
const ann = contact("c1", "Ann", "+15005550001");
const annLee = contact("c2", "Ann Lee", "+15005550002");

let merged: unknown[];
let refusal: object | null;

beforeEach(() => {
  merged = [];
  refusal = null;
  vi.stubGlobal("fetch", (url: string | URL, init?: RequestInit) => {
    if (!String(url).includes("contacts.merge")) {
      return Promise.resolve(new Response(JSON.stringify({ result: { type: "response", data: { items: [ann, annLee], nextCursor: null } } })));
    }
    merged.push(JSON.parse(init?.body as string));
    if (refusal !== null) {
      const data = { code: 409, message: "no", data: refusal };
      return Promise.resolve(new Response(JSON.stringify({ result: { type: "error", data } }), { status: 409 }));
    }
    return Promise.resolve(new Response(JSON.stringify({ result: { type: "response", data: annLee } })));
  });
});

async function choose() {
  renderPart(<MergeContact contact={ann} />);
  await userEvent.click(await screen.findByRole("button", { name: "Merge with another contact" }));
  const confirm = await screen.findByRole("button", { name: "Merge contacts" });
  expect(confirm).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByRole("combobox", { name: "The same person as" }));
  expect(screen.queryByRole("option", { name: /^Ann \(/ })).toBeNull();
  await userEvent.click(await screen.findByRole("option", { name: "Ann Lee (+15005550002)" }));
  return confirm;
}

it("names both before it is done, and does it once", async () => {
  const confirm = await choose();
  expect(screen.getByText(/This cannot be undone/).textContent).toMatch(/^Ann will be deleted\..*kept with Ann Lee\./);
  await userEvent.click(confirm);
  expect(merged).toEqual([{ id: "c1", intoId: "c2" }]);
});

it("says in its place why it is refused", async () => {
  refusal = { code: "CONFLICT", message: "Together they would be known by 21 numbers, addresses and names." };
  await userEvent.click(await choose());
  expect((await screen.findByRole("alert")).textContent).toContain("Together they would be known by 21");
});
