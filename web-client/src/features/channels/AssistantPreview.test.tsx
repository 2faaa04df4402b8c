import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { client } from "../../api/client";
import { anUnderstanding } from "../../test/a-message";
import { renderPart } from "../../test/render";
import type { AssistantPreviewed } from "../../wire";
import { AssistantFields } from "./AssistantFields";
import { newChannelValues } from "./channel-values";
import { useForm } from "@mantine/form";
import type { ChannelFormOf } from "./ChannelForm";

afterEach(() => vi.restoreAllMocks());

function Fields({ channelId }: { channelId: string | undefined }) {
  const form: ChannelFormOf = useForm({ initialValues: newChannelValues("custom_webhook") });
  return <AssistantFields form={form} channelId={channelId} />;
}

const previewed = (changes: Partial<AssistantPreviewed>): AssistantPreviewed => ({ model: "built-in", configuredModel: "built-in", items: [], ...changes });

const items = [{ messageId: "m1", content: "Call Dana", receivedAt: "2026-11-24T10:00:00.000Z", understanding: anUnderstanding(), reply: "Alles klar!" }];

it("asks nothing until it is opened, and says where there is nothing to read", async () => {
  const query = vi.spyOn(client, "query").mockResolvedValue(previewed({}) as never);
  renderPart(<Fields channelId="c1" />);
  const button = await screen.findByRole("button", { name: "Preview on recent messages" });
  expect(query).not.toHaveBeenCalled();
  await userEvent.click(button);
  expect(await screen.findByText(/^No message has come through this channel yet/)).toBeTruthy();
  expect(button.getAttribute("aria-expanded")).toBe("true");
});

it("reads again when a setting changes, once it stands still", async () => {
  const query = vi.spyOn(client, "query").mockResolvedValue(previewed({ items, configuredModel: "gpt-x" }) as never);
  renderPart(<Fields channelId="c1" />);
  await userEvent.click(await screen.findByRole("button", { name: "Preview on recent messages" }));
  expect(await screen.findByText("Alles klar!")).toBeTruthy();
  expect(screen.getByText(/Read by the built-in assistant; gpt-x may read and answer otherwise/)).toBeTruthy();
  const asked = query.mock.calls.length;
  await userEvent.click(screen.getByRole("radio", { name: "Friendly" }));
  await vi.waitFor(() => expect(query.mock.calls.length).toBeGreaterThan(asked));
  const [, input] = query.mock.calls.at(-1) ?? [];
  expect(input).toMatchObject({ webhookId: "c1", settings: { personality: "friendly", language: "message", approval: "unknown_senders" } });
});

it("has no preview for a channel that is not there yet", async () => {
  renderPart(<Fields channelId={undefined} />);
  expect(await screen.findByRole("radio", { name: "Concise" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Preview on recent messages" })).toBeNull();
});
