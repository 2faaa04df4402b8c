import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import { SignInPage } from "./SignInPage";

const me = { user: { id: "u1", email: "a@b.c", name: "A", role: "owner", timeZone: null }, organization: { id: "o1", name: "O", timeZone: "UTC", workingHours: { days: ["monday"], from: "09:00", to: "17:00" }, quietHours: null } };
const fetched = vi.fn<typeof fetch>();

function answer(status: number, result: object): Response {
  return new Response(JSON.stringify({ jsonrpc: "2.0", id: null, result }), { status });
}

const refusal = (message: string) =>
  answer(401, { type: "error", data: { code: 401, message, data: { code: "UNAUTHENTICATED", message, fields: [], retryAfterSeconds: null, requestId: "r" } } });

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});

it("uses a link once, although an effect runs twice in strict mode", async () => {
  fetched.mockImplementation(() => Promise.resolve(answer(200, { type: "response", data: me })));
  renderPart(<SignInPage token="once" next={undefined} />);
  await waitFor(() => expect(fetched).toHaveBeenCalled());
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(fetched.mock.calls[0]?.[0]).toBe("/rspc/auth.signIn");
  expect(fetched.mock.calls[0]?.[1]?.body).toBe('{"token":"once"}');
});

it("says what to do when the link has been used, and does not offer to use it again", async () => {
  fetched.mockImplementation(() => Promise.resolve(refusal("This link has been used. Make a new one with `patchbay sign-in-link --email a@b.c`.")));
  renderPart(<SignInPage token="used" next={undefined} />);
  expect((await screen.findByRole("alert")).textContent).toContain("patchbay sign-in-link --email a@b.c");
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

it("tries a link again after the server could not be reached", async () => {
  fetched.mockRejectedValueOnce(new TypeError("fetch failed"));
  fetched.mockImplementation(() => Promise.resolve(refusal("This link has expired.")));
  renderPart(<SignInPage token="offline" next={undefined} />);
  await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("This link has expired.")).toBeTruthy();
  expect(fetched).toHaveBeenCalledTimes(2);
});

it("signs in with a password and says how to get a link", async () => {
  fetched.mockImplementation(() => Promise.resolve(refusal("The e-mail address or the password is wrong.")));
  renderPart(<SignInPage token={undefined} next={undefined} />);
  await userEvent.type(await screen.findByRole("textbox", { name: "E-mail" }), "dana@acme.example");
  expect(screen.getByText("patchbay sign-in-link --email dana@acme.example")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("Password"), "wrong");
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
  expect((await screen.findByRole("alert")).textContent).toContain("The e-mail address or the password is wrong.");
});
