import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { renderPart } from "../../test/render";
import type { Me, Role } from "../../wire";
import { MeContext } from "../session/use-me";
import { PasswordForm } from "./account/PasswordForm";
import { ProfileForm } from "./account/ProfileForm";
import { AuditPage } from "./audit/AuditPage";
import { OrganizationPage } from "./OrganizationPage";
import { TokenForm } from "./tokens/TokenForm";

const fetched = vi.fn<typeof fetch>();

function as(role: Role, hasPassword = true): Me {
  return {
    user: { id: "u1", email: "ann@acme.example", name: "Ann", role, timeZone: null },
    organization: { id: "o1", name: "Acme", timeZone: "UTC", workingHours: { days: ["monday"], from: "09:00", to: "17:00" }, quietHours: null, instructions: null },
    scopes: ["read", "write", "secrets", "admin"],
    hasPassword,
    sessionId: "s1",
  };
}

const show = (me: Me, part: React.ReactNode) => renderPart(<MeContext value={me}>{part}</MeContext>);

beforeEach(() => {
  fetched.mockReset();
  fetched.mockImplementation(() => Promise.resolve(new Response(JSON.stringify({ result: { type: "response", data: { items: [], nextCursor: null } } }))));
  vi.stubGlobal("fetch", fetched);
});

it("asks for the present password only with another address, and where there is one", async () => {
  show(as("member"), <ProfileForm />);
  expect(screen.queryByLabelText("Current password")).toBeNull();
  await userEvent.type(await screen.findByRole("textbox", { name: "E-mail" }), ".org");
  expect(await screen.findByLabelText("Current password")).toBeTruthy();
});

it("sets a first password without a present one", async () => {
  show(as("member", false), <PasswordForm />);
  expect(await screen.findByRole("button", { name: "Set password" })).toBeTruthy();
  expect(screen.queryByLabelText("Current password")).toBeNull();
});

it("lets owners change the organization, and shows it to others", async () => {
  const { unmount } = show(as("owner"), <OrganizationPage />);
  expect(await screen.findByRole("textbox", { name: "Name" })).toBeTruthy();
  unmount();
  show(as("admin"), <OrganizationPage />);
  expect(await screen.findByText("Acme")).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("counts the instructions, and says who reads them", async () => {
  show(as("owner"), <OrganizationPage />);
  const words = await screen.findByRole("textbox", { name: "Instructions for the assistant" });
  expect(screen.getByText(/the built-in assistant does not/)).toBeTruthy();
  expect(screen.getByText(/^0 of 2.000 characters$/)).toBeTruthy();
  await userEvent.type(words, " Hi ");
  expect(await screen.findByText(/^2 of 2.000 characters$/)).toBeTruthy();
  await userEvent.click(words);
  await userEvent.paste("x".repeat(2001));
  await userEvent.click(screen.getByRole("button", { name: "Save organization" }));
  expect(await screen.findByText("Use at most 2 000 characters.")).toBeTruthy();
  expect(fetched).not.toHaveBeenCalled();
});

it("does not ask for the audit trail as a member", async () => {
  show(as("member"), <AuditPage search={{}} />);
  expect(await screen.findByText(/for owners and admins/)).toBeTruthy();
  expect(fetched).not.toHaveBeenCalled();
});

it("offers the admin scope to admins, and wants at least one scope", async () => {
  const nothing = () => undefined;
  const { unmount } = show(as("member"), <TokenForm onCreated={nothing} onClose={nothing} />);
  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "CI");
  expect(screen.queryByRole("checkbox", { name: "Admin" })).toBeNull();
  await userEvent.click(screen.getByRole("checkbox", { name: "Read" }));
  await userEvent.click(screen.getByRole("button", { name: "Create token" }));
  expect(await screen.findByText("Choose at least one.")).toBeTruthy();
  expect(fetched).not.toHaveBeenCalled();
  unmount();
  show(as("admin"), <TokenForm onCreated={nothing} onClose={nothing} />);
  expect(await screen.findByRole("checkbox", { name: "Admin" })).toBeTruthy();
});
