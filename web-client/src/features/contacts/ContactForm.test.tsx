import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "../../api/api-error";
import { renderPart } from "../../test/render";
import { ContactForm } from "./ContactForm";

beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ result: { data: { items: [], nextCursor: null } } }))));
});

async function save(error: ApiError) {
  renderPart(<ContactForm verb="Create contact" onSave={() => Promise.reject(error)} onCancel={() => {}} />);
  await userEvent.type(await screen.findByRole("textbox", { name: /Name/ }), "Dana");
  await userEvent.type(screen.getByRole("textbox", { name: "Identifier 1" }), "+15005550001");
  await userEvent.click(screen.getByRole("button", { name: "Add another" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Identifier 2" }), "12");
  await userEvent.click(screen.getByRole("button", { name: "Create contact" }));
}

it("shows the server's words at the row they are about", async () => {
  const fields = [{ path: "identifiers[1].value", message: "must be a number with its country code" }];
  await save(new ApiError(400, { code: "INVALID_PAYLOAD", message: "The input is not valid.", fields }));
  expect(await screen.findByText("Must be a number with its country code.")).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "Identifier 2" })).toHaveProperty("ariaInvalid", "true");
  expect(screen.getByRole("textbox", { name: "Identifier 1" })).not.toHaveProperty("ariaInvalid", "true");
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Identifier 2" }));
  expect(screen.queryByRole("alert")).toBeNull();
});

it("says whose a number is already", async () => {
  await save(new ApiError(409, { code: "CONFLICT", message: '"Ann Lee" is known by +15005550001 already.' }));
  expect((await screen.findByRole("alert")).textContent).toContain('"Ann Lee" is known by +15005550001 already.');
});
