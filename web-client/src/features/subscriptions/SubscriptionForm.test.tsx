import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { ApiError } from "../../api/api-error";
import { anEventType } from "../../test/an-event-type";
import { renderPart } from "../../test/render";
import { SubscriptionForm } from "./SubscriptionForm";
import { newSubscriptionValues, type SubscriptionValues } from "./subscription-values";

const filled: SubscriptionValues = { ...newSubscriptionValues(), url: "https://a.example/hook", events: ["task.*", "task.created"] };

// The whole form is drawn with every letter: a machine that does other things besides needs its time.
vi.setConfig({ testTimeout: 20_000 });

beforeEach(() => {
  const data = { items: [anEventType()] };
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify({ jsonrpc: "2.0", id: null, result: { type: "response", data } }))));
});

function refused(...fields: { path: string; message: string }[]): ApiError {
  return new ApiError(400, { code: "INVALID_PAYLOAD", message: "The input is not valid.", fields });
}

async function save(initial: SubscriptionValues, onSave: (values: SubscriptionValues) => Promise<unknown>, props: { isNew?: boolean } = {}) {
  renderPart(<SubscriptionForm initial={initial} verb="Save changes" onSave={onSave} {...props} />);
  await userEvent.click(await screen.findByText("Save changes"));
}

it("asks the server nothing while something is missing, and goes to it", async () => {
  const onSave = vi.fn();
  await save(newSubscriptionValues(), onSave);
  expect(await screen.findByText("Enter the URL that events are sent to.")).toBeTruthy();
  expect(screen.getByText("Choose at least one event, a group or everything.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText(/^URL/));
  expect(onSave).not.toHaveBeenCalled();
});

it("shows the server's words beside the inputs they are about", async () => {
  const initial = { ...filled, authType: "bearer" as const, authToken: "t", headers: [{ name: "X-Team", value: "blue" }] };
  await save(initial, () =>
    Promise.reject(
      refused(
        { path: "url", message: "must be an http or https URL with a host" },
        { path: "events[1]", message: "must be an event" },
        { path: "headers.x-team", message: "is set by the connection" },
        { path: "authToken", message: "must be ASCII" },
      ),
    ),
  );
  expect(await screen.findByText("Must be an http or https URL with a host.")).toBeTruthy();
  expect(screen.getByText("“task.created” must be an event.")).toBeTruthy();
  expect(screen.getByLabelText("Value of header 1")).toHaveProperty("ariaInvalid", "true");
  expect(screen.getByText("Must be ASCII.")).toBeTruthy();
});

it("opens what is advanced where the server finds something in it", async () => {
  await save(filled, () => Promise.reject(refused({ path: "signatureHeaders.webhook-id", message: "must be a header name" })));
  expect(await screen.findByText("Must be a header name.")).toBeTruthy();
  expect(screen.getByText("Advanced").closest("button")?.getAttribute("aria-expanded")).toBe("true");
});

it("asks for a secret of one's own for a new subscription only", async () => {
  renderPart(<SubscriptionForm initial={filled} isNew verb="Create subscription" onSave={() => Promise.resolve()} />);
  await userEvent.click(await screen.findByText("Advanced"));
  expect(screen.getByLabelText("Secret").getAttribute("type")).toBe("password");
});

it("warns of http, says when it tries again, and shows the body in the chosen format", async () => {
  const onSave = vi.fn(() => Promise.resolve());
  renderPart(<SubscriptionForm initial={{ ...filled, url: "http://a.example", payloadFormat: "cloudevents" }} verb="Save changes" onSave={onSave} />);
  expect(await screen.findByText(/^This is http/)).toBeTruthy();
  expect(screen.getByText(/^Tries again after 1 s, 2 s, 4 s/)).toBeTruthy();
  expect((await screen.findByLabelText("payload preview")).textContent).toContain('"specversion": "1.0"');
});

it("pins the newest version of a type that is asked for, and takes it back", async () => {
  const onSave = vi.fn<(values: SubscriptionValues) => Promise<void>>(() => Promise.resolve());
  renderPart(<SubscriptionForm initial={filled} verb="Save changes" onSave={onSave} />);
  await userEvent.click(await screen.findByText("Add pinned version"));
  expect(screen.getByLabelText("Version of pinned version 1", { selector: "input" })).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByText("Save changes"));
  expect(screen.getByText("Choose an event type, or remove this row.")).toBeTruthy();
  await userEvent.click(screen.getByLabelText("Event type of pinned version 1", { selector: "input" }));
  await userEvent.click(screen.getByRole("option", { name: "task.created", hidden: true }));
  expect(screen.getByLabelText("Version of pinned version 1", { selector: "input" })).toHaveProperty("value", "1");
  // It is the only type there is.
  expect(screen.queryByText("Add pinned version")).toBeNull();
  await userEvent.click(screen.getByText("Save changes"));
  expect(onSave.mock.lastCall?.[0].pinnedVersions).toEqual([{ type: "task.created", version: "1" }]);
  await userEvent.click(screen.getByLabelText("Remove pinned version 1"));
  await userEvent.click(screen.getByText("Save changes"));
  expect(onSave.mock.lastCall?.[0].pinnedVersions).toEqual([]);
});

it("forgets the number of retries with the policy it was typed for", async () => {
  renderPart(<SubscriptionForm initial={{ ...filled, retryCount: 2 }} verb="Save changes" onSave={() => Promise.resolve()} />);
  expect(await screen.findByText("Tries again after 1 s, 2 s; then gives up. An answer like 404 is final.")).toBeTruthy();
  await userEvent.click(screen.getByLabelText("When an attempt fails", { selector: "input" }));
  await userEvent.click(screen.getByRole("option", { name: "Three quick tries", hidden: true }));
  expect(screen.getByLabelText("Retries")).toHaveProperty("value", "");
  expect(screen.getByText("How many of these delays are used, 0 to 4. Left empty, the first 3.")).toBeTruthy();
});

it("opens what is advanced where metadata will not do", async () => {
  await save({ ...filled, metadata: [{ name: "", value: "gold", isJson: false }] }, vi.fn());
  expect(await screen.findByText("Enter a name.")).toBeTruthy();
});
