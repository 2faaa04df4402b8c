import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ApiError } from "../../api/api-error";
import { renderPart } from "../../test/render";
import { ChannelForm } from "./ChannelForm";
import { newChannelValues, type ChannelValues } from "./channel-values";

function refused(...fields: { path: string; message: string }[]): ApiError {
  return new ApiError(400, { code: "INVALID_PAYLOAD", message: "The input is not valid.", fields });
}

async function save(error: ApiError) {
  renderPart(<ChannelForm initial={{ ...newChannelValues("custom_webhook"), channelName: "Shop" }} verb="Create channel" onSave={() => Promise.reject(error)} />);
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
  renderPart(<ChannelForm initial={newChannelValues("custom_webhook")} verb="Create channel" onSave={onSave} />);
  await userEvent.click(await screen.findByRole("button", { name: "Create channel" }));
  expect(await screen.findByText("Give the channel a name.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: /Name/ }));
  expect(onSave).not.toHaveBeenCalled();
});

it("shows the server's words about Twilio and the mail server beside their inputs", async () => {
  const sms: ChannelValues = { ...newChannelValues("sms"), channelName: "Texts", twilioAccountSid: "AC1", twilioAuthToken: "t", twilioPhoneNumber: "1" };
  const error = refused({ path: "providerConfig.twilioAccountSid", message: "must be AC and 32 hexadecimal digits" });
  renderPart(<ChannelForm initial={sms} verb="Create channel" onSave={() => Promise.reject(error)} />);
  await userEvent.click(await screen.findByRole("button", { name: "Create channel" }));
  expect(await screen.findByText("Must be AC and 32 hexadecimal digits.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: /Account SID/ }));
  expect(screen.queryByRole("alert")).toBeNull();
});

it("asks about the mail server only when answers are to leave", async () => {
  renderPart(<ChannelForm initial={{ ...newChannelValues("email"), channelName: "Mail" }} verb="Create channel" onSave={() => Promise.resolve()} />);
  expect(screen.queryByRole("textbox", { name: /^Mail server(?! that)/ })).toBeNull();
  await userEvent.click(await screen.findByRole("checkbox", { name: /Send answers/ }));
  await userEvent.click(screen.getByRole("button", { name: "Create channel" }));
  expect(await screen.findByText("Enter the mail server's name.")).toBeTruthy();
  expect(screen.getByText("Enter the address that answers come from.")).toBeTruthy();
});

it("never shows a Twilio token in plain until asked to", async () => {
  renderPart(<ChannelForm initial={newChannelValues("sms")} verb="Create channel" onSave={() => Promise.resolve()} />);
  expect((await screen.findByLabelText(/^Auth token/)).getAttribute("type")).toBe("password");
});

it("asks whose words come by a webhook, and takes them for the owner's unless told otherwise", async () => {
  const onSave = vi.fn((_: ChannelValues) => Promise.resolve());
  renderPart(<ChannelForm initial={{ ...newChannelValues("custom_webhook"), channelName: "Form" }} verb="Create channel" onSave={onSave} />);
  const senders = await screen.findByRole("radiogroup", { name: "Whose words come by it" });
  expect(within(senders).getByRole("radio", { name: "My own systems" })).toHaveProperty("checked", true);
  await userEvent.click(within(senders).getByRole("radio", { name: /^Other people/ }));
  await userEvent.click(screen.getByRole("button", { name: "Create channel" }));
  expect(onSave.mock.calls[0]?.[0].senders).toBe("contacts");
});

it("shows the server's words about the mail server that checks senders beside its input", async () => {
  const mail: ChannelValues = { ...newChannelValues("email"), channelName: "Mail", authenticationServer: "mx example" };
  const error = refused({ path: "providerConfig.authenticationServer", message: "must be the server's name as it begins its results" });
  renderPart(<ChannelForm initial={mail} verb="Create channel" onSave={() => Promise.reject(error)} />);
  await userEvent.click(await screen.findByRole("button", { name: "Create channel" }));
  expect(await screen.findByText("Must be the server's name as it begins its results.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Mail server that checks senders" }));
});
