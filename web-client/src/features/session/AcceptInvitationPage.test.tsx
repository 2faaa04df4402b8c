import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import { AcceptInvitationPage } from "./AcceptInvitationPage";

const fetched = vi.fn<typeof fetch>();
const preview = { organizationName: "Acme", email: "bo@acme.example", role: "admin", invitedBy: "Ann", expiresAt: "2099-01-01T00:00:00.000Z" };

function answer(status: number, result: object): Response {
  return new Response(JSON.stringify({ jsonrpc: "2.0", id: null, result }), { status });
}

function refusal(status: number, code: string, message: string, fields: object[] = []): Response {
  return answer(status, { type: "error", data: { code: status, message, data: { code, message, fields, retryAfterSeconds: null, requestId: "r" } } });
}

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});

it("says to what somebody is invited, as what and by whom", async () => {
  fetched.mockImplementation(() => Promise.resolve(answer(200, { type: "response", data: preview })));
  renderPart(<AcceptInvitationPage token="t1" />);
  expect(await screen.findByRole("heading", { name: "Join Acme" })).toBeTruthy();
  for (const part of ["Ann", "Admin", "bo@acme.example"]) expect(screen.getByText(part)).toBeTruthy();
  expect(String(fetched.mock.calls[0]?.[0])).toBe("/rspc/auth.readInvitation");
});

it("puts what is wrong beside the input it is about", async () => {
  fetched.mockImplementation((url) =>
    Promise.resolve(
      String(url).endsWith("readInvitation")
        ? answer(200, { type: "response", data: preview })
        : refusal(400, "INVALID_PAYLOAD", "Invalid.", [{ path: "password", message: "must not be the address or one character over and over" }]),
    ),
  );
  renderPart(<AcceptInvitationPage token="t1" />);
  await userEvent.type(await screen.findByRole("textbox", { name: "Your name" }), "Bo");
  await userEvent.type(screen.getByLabelText("Password"), "short");
  await userEvent.click(screen.getByRole("button", { name: "Join Acme" }));
  expect(await screen.findByText("Use at least 10 characters.")).toBeTruthy();
  await userEvent.type(screen.getByLabelText("Password"), "bo@acme.example");
  await userEvent.click(screen.getByRole("button", { name: "Join Acme" }));
  expect(await screen.findByText("Must not be the address or one character over and over.")).toBeTruthy();
});

it("says how to get on when the link is used or over, and offers no other try", async () => {
  fetched.mockImplementation(() => Promise.resolve(refusal(404, "NOT_FOUND", "There is no such invitation.")));
  renderPart(<AcceptInvitationPage token="old" />);
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(screen.getByText(/Ask whoever invited you/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

it("asks for the whole link where there is no token", async () => {
  renderPart(<AcceptInvitationPage token={undefined} />);
  expect(await screen.findByText(/this page needs the whole of it/)).toBeTruthy();
  expect(fetched).not.toHaveBeenCalled();
});
