import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { ApiError, client } from "../../api/client";
import { aChannel, emailConfig, smsConfig } from "../../test/a-channel";
import { renderPart } from "../../test/render";
import type { Webhook } from "../../wire";
import { Verification } from "./Verification";

afterEach(() => vi.restoreAllMocks());

const sms = aChannel({ channelType: "sms", providerConfig: smsConfig });

function answering(answers: Record<string, unknown>) {
  vi.spyOn(client, "query").mockRejectedValue(new ApiError(404, { code: "NOT_FOUND", message: "there is no such delivery" }));
  return vi.spyOn(client, "mutate").mockImplementation((name) => {
    const answer = answers[name];
    return (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)) as never;
  });
}

async function secondsLeft(): Promise<number> {
  const said = await screen.findByText(/^Another one can be sent in \d+ s\.$/);
  return Number(/\d+/.exec(said.textContent)?.[0]);
}

async function sendTo(channel: Webhook, to: string) {
  renderPart(<Verification channel={channel} />);
  await userEvent.type(await screen.findByLabelText(/^Your/), to);
  await userEvent.click(screen.getByRole("button", { name: "Send code" }));
}

it("sends a code to the number, takes six digits and shows a wrong code in place", async () => {
  const mutate = answering({
    "webhooks.sendVerification": { sentTo: "+15005550001", expiresAt: "2026-11-24T10:10:00.000Z", deliveryId: "0199" },
    "webhooks.verify": new ApiError(400, { code: "VERIFICATION_FAILED", message: "the code is wrong; 4 tries are left" }),
  });
  await sendTo(sms, "+1 500 555 0001");
  expect(await screen.findByText("+15005550001")).toBeTruthy();
  expect(mutate).toHaveBeenCalledWith("webhooks.sendVerification", { id: "0199", to: "+1 500 555 0001" });
  expect(screen.getByRole("button", { name: "Send another code" })).toHaveProperty("disabled", true);
  expect(await secondsLeft()).toBeLessThanOrEqual(60);
  await userEvent.click(screen.getByLabelText("Digit 1 of 6"));
  await userEvent.keyboard("123456");
  expect((await screen.findByRole("alert")).textContent).toBe("The code is wrong; 4 tries are left.");
  expect(mutate).toHaveBeenCalledWith("webhooks.verify", { id: "0199", code: "123456" });
  expect(document.activeElement).toBe(screen.getByLabelText("Digit 1 of 6"));
  await userEvent.keyboard("65432");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(mutate.mock.calls.filter(([name]) => name === "webhooks.verify")).toHaveLength(1);
  await userEvent.keyboard("1");
  expect(mutate).toHaveBeenLastCalledWith("webhooks.verify", { id: "0199", code: "654321" });
});

it("waits as long as the server says when a code was sent a moment ago", async () => {
  const error = new ApiError(429, { code: "RATE_LIMIT_MINUTE", message: "a code was sent less than a minute ago", retryAfterSeconds: 41 });
  answering({ "webhooks.sendVerification": error });
  await sendTo(sms, "+15005550001");
  expect(await secondsLeft()).toBeLessThanOrEqual(41);
  expect(screen.getByLabelText("Digit 1 of 6")).toBeTruthy();
});

it("asks for the number before it asks the server, and shows what the server says about it", async () => {
  const mutate = answering({
    "webhooks.sendVerification": new ApiError(400, { code: "INVALID_PAYLOAD", message: "the input is not valid", fields: [{ path: "to", message: "must be a phone number" }] }),
  });
  renderPart(<Verification channel={sms} />);
  await userEvent.click(await screen.findByRole("button", { name: "Send code" }));
  expect(await screen.findByText("Enter the number to send the code to.")).toBeTruthy();
  expect(mutate).not.toHaveBeenCalled();
  await userEvent.type(screen.getByLabelText(/^Your phone number/), "12");
  await userEvent.click(screen.getByRole("button", { name: "Send code" }));
  expect(await screen.findByText("Must be a phone number.")).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("sends a webhook's code to its outbound URL, without asking where", async () => {
  const mutate = answering({ "webhooks.sendVerification": { sentTo: null, expiresAt: "2026-11-24T10:10:00.000Z", deliveryId: "0199" } });
  renderPart(<Verification channel={aChannel({ providerConfig: { outboundWebhookUrl: "https://example.com/in" } })} />);
  await userEvent.click(await screen.findByRole("button", { name: "Send code" }));
  await waitFor(() => expect(mutate).toHaveBeenCalledWith("webhooks.sendVerification", { id: "0199" }));
});

it.each([
  ["a webhook without an outbound URL", aChannel(), /outbound URL, and this channel has none/],
  ["e-mail without a mail server", aChannel({ channelType: "email", providerConfig: emailConfig }), /no mail server to send by/],
])("says why %s cannot be verified", async (_, channel, reason) => {
  renderPart(<Verification channel={channel} />);
  expect(await screen.findByText(reason)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Send code" })).toBeNull();
});
