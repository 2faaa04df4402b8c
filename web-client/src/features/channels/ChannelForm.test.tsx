import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ApiError } from "../../api/api-error";
import { renderPart } from "../../test/render";
import type { Webhook } from "../../wire";
import { ChannelForm } from "./ChannelForm";
import { inputOf, newChannelValues, validateChannel, valuesOf } from "./channel-values";

function refused(...fields: { path: string; message: string }[]): ApiError {
  return new ApiError(400, { code: "INVALID_PAYLOAD", message: "The input is not valid.", fields });
}

async function save(error: ApiError) {
  renderPart(<ChannelForm initial={{ ...newChannelValues, channelName: "Shop" }} verb="Create channel" onSave={() => Promise.reject(error)} />);
  await userEvent.click(await screen.findByRole("button", { name: "Create channel" }));
}

it("shows the server's words beside the inputs they are about", async () => {
  await save(
    refused(
      { path: "channelName", message: "must be 1 to 100 characters" },
      { path: "providerConfig.outboundWebhookUrl", message: "must not point into a private network" },
    ),
  );
  expect(await screen.findByRole("textbox", { name: /Name/ })).toHaveProperty("ariaInvalid", "true");
  expect(screen.getByText("Must be 1 to 100 characters.")).toBeTruthy();
  const url = screen.getByRole("textbox", { name: "Outbound URL" });
  const described = url.getAttribute("aria-describedby")?.split(" ").map((id) => document.getElementById(id)?.textContent);
  expect(described).toContain("Must not point into a private network.");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("shows the whole error when a word has no input of its own", async () => {
  await save(refused({ path: "metadata.colour", message: "must be a string" }));
  expect((await screen.findByRole("alert")).textContent).toContain("metadata.colour must be a string.");
});

it("shows an error that is about no field", async () => {
  await save(new ApiError(400, { code: "WEBHOOK_LIMIT_EXCEEDED", message: "You already have 3 active channels." }));
  expect((await screen.findByRole("alert")).textContent).toContain("You already have 3 active channels.");
});

it("asks the server nothing while a value is missing, and goes to it", async () => {
  const onSave = vi.fn();
  renderPart(<ChannelForm initial={newChannelValues} verb="Create channel" onSave={onSave} />);
  await userEvent.click(await screen.findByRole("button", { name: "Create channel" }));
  expect(await screen.findByText("Give the channel a name.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: /Name/ }));
  expect(onSave).not.toHaveBeenCalled();
});

it("sends a stored secret back in its masked form, which keeps it", () => {
  const channel = {
    channelName: "Shop",
    rateLimitPerMinute: 30,
    rateLimitPerHour: 200,
    assistant: { personality: "concise", autoCreateTasks: false },
    providerConfig: {
      authType: "bearer",
      authToken: "••••1234",
      authHeader: null,
      hmacSecret: null,
      outboundWebhookUrl: null,
      outboundHeaders: { "X-Team": "••••efgh" },
      outboundMethod: "PUT",
    },
  } as unknown as Webhook;
  expect(inputOf(valuesOf(channel))).toMatchObject({
    providerConfig: { authToken: "••••1234", hmacSecret: null, outboundHeaders: { "X-Team": "••••efgh" }, outboundMethod: "PUT" },
    assistant: { personality: "concise", autoCreateTasks: false },
  });
});

it("wants the secret that its authentication needs", () => {
  expect(validateChannel({ ...newChannelValues, channelName: "Shop" })).toEqual({});
  expect(validateChannel({ ...newChannelValues, channelName: "Shop", authType: "bearer" })).toHaveProperty("authToken");
  // A signature is checked with the channel's own secret then.
  expect(validateChannel({ ...newChannelValues, channelName: "Shop", authType: "hmac" })).toEqual({});
  expect(validateChannel({ ...newChannelValues, channelName: "Shop", authType: "api_key", authToken: "k", authHeader: "X Key" })).toHaveProperty("authHeader");
  expect(validateChannel({ ...newChannelValues, channelName: "é".repeat(101) })).toHaveProperty("channelName");
});
