import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { aChannel } from "../../test/a-channel";
import { renderPart } from "../../test/render";
import { SecretKey } from "./SecretKey";

const fetched = vi.fn<typeof fetch>();
const key = { secretKey: "ab".repeat(32), standardSecretKey: "whsec_YWI=", previousSecretKeyExpiresAt: null };

function answer(data: object): Promise<Response> {
  return Promise.resolve(new Response(JSON.stringify({ jsonrpc: "2.0", id: null, result: { type: "response", data } })));
}

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});

it("asks for the key by a click only, shows both its forms, and asks again after hiding it", async () => {
  fetched.mockImplementation(() => answer(key));
  renderPart(<SecretKey channel={aChannel()} />);
  const reveal = await screen.findByRole("button", { name: "Reveal" });
  expect(fetched).not.toHaveBeenCalled();
  await userEvent.click(reveal);
  expect(await screen.findByText(key.secretKey)).toBeTruthy();
  expect(screen.getByText(key.standardSecretKey)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Hide" }));
  expect(screen.queryByText(key.secretKey)).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Reveal" }));
  expect(await screen.findByText(key.secretKey)).toBeTruthy();
  expect(fetched).toHaveBeenCalledTimes(2);
});

it("makes another key with the grace period that was chosen, and shows it", async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  fetched.mockImplementation(() => answer({ ...key, previousSecretKeyExpiresAt: until }));
  renderPart(<SecretKey channel={aChannel()} />);
  await userEvent.click(await screen.findByRole("button", { name: "Regenerate secret key" }));
  await userEvent.click(await screen.findByRole("radio", { name: "1 hour" }));
  const [, confirm] = screen.getAllByRole("button", { name: "Regenerate secret key" });
  await userEvent.click(confirm as HTMLElement);
  expect(await screen.findByText(key.secretKey)).toBeTruthy();
  expect(screen.getByText(/the key before counts too/)).toBeTruthy();
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1]?.body))).toEqual({ id: "0199", gracePeriodSeconds: 3600 });
});

it("says nothing of a key before whose time is over", async () => {
  renderPart(<SecretKey channel={aChannel({ previousSecretKeyExpiresAt: "2020-01-01T00:00:00Z" })} />);
  await waitFor(() => expect(screen.getByRole("button", { name: "Reveal" })).toBeTruthy());
  expect(screen.queryByText(/the key before counts too/)).toBeNull();
});
