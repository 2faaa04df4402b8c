import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { aChannel, emailConfig, smsConfig } from "../../test/a-channel";
import { renderPart } from "../../test/render";
import { ConnectSteps } from "./ConnectSteps";

const url = "https://patchbay.example/api/webhooks/inbound/3f0c1e52";

it("leads through Twilio's console with the number and the URL", async () => {
  renderPart(<ConnectSteps channel={aChannel({ channelType: "sms", providerConfig: smsConfig })} />);
  expect((await screen.findByRole("tab", { name: "Phone number" })).getAttribute("aria-selected")).toBe("true");
  expect(screen.getByRole("tabpanel").textContent).toContain("A message comes in");
  expect(screen.getByRole("tabpanel").textContent).toContain(url);
  expect(screen.getAllByText("+15005550006").length).toBeGreaterThan(0);
  expect(screen.queryByText(/PATCHBAY_PUBLIC_URL/)).toBeNull();
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Copy URL for Twilio" }));
  expect(await navigator.clipboard.readText()).toBe(url);
});

it("begins with the Messaging Service where there is one", async () => {
  const providerConfig = { ...smsConfig, twilioPhoneNumber: null, twilioMessagingServiceSid: `MG${"b".repeat(32)}` };
  renderPart(<ConnectSteps channel={aChannel({ channelType: "sms", providerConfig })} />);
  const panel = await screen.findByRole("tabpanel");
  expect(panel.textContent).toContain("Request URL");
  expect(panel.textContent).toContain(`MG${"b".repeat(32)}`);
});

it("says what to set when no provider can reach the URL", async () => {
  renderPart(<ConnectSteps channel={aChannel({ channelType: "sms", providerConfig: smsConfig, webhookUrl: "http://127.0.0.1:8080/api/webhooks/inbound/1" })} />);
  expect(await screen.findByText("PATCHBAY_PUBLIC_URL")).toBeTruthy();
  expect(screen.getByText("127.0.0.1:8080")).toBeTruthy();
});

it("shows the steps of whoever hands mail over first, and the others beside them", async () => {
  renderPart(<ConnectSteps channel={aChannel({ channelType: "email", providerConfig: { ...emailConfig, emailProvider: "cloudflare" } })} />);
  expect((await screen.findByRole("group", { name: "Email Worker" })).textContent).toContain(url);
  await userEvent.click(screen.getByRole("tab", { name: "Postfix" }));
  expect(screen.getByRole("group", { name: "Postfix alias" }).textContent).toMatch(/^tasks: /);
  await userEvent.click(screen.getByRole("tab", { name: "Other" }));
  expect(screen.getByRole("group", { name: "curl sample" }).textContent).toContain(url);
  await userEvent.click(screen.getByRole("tab", { name: "Gmail, Outlook" }));
  expect(screen.getByRole("tabpanel").textContent).toContain("Add a forwarding address");
});
