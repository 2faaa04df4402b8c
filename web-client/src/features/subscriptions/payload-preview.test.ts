import { expect, it } from "vitest";
import { anEventType } from "../../test/an-event-type";
import { exampleType, previewBody } from "./payload-preview";

const type = anEventType();
const shown = (format: Parameters<typeof previewBody>[0]) => JSON.parse(previewBody(format, type, "https://patchbay.example")) as Record<string, unknown>;

it("shows a body in each format, as the server writes it", () => {
  expect(Object.keys(shown("native"))).toEqual(["id", "type", "event", "timestamp", "webhookId", "data"]);
  expect(Object.keys(shown("standard"))).toEqual(["type", "timestamp", "data"]);
  expect(shown("cloudevents")).toMatchObject({ specversion: "1.0", source: "https://patchbay.example/webhooks/1", data: { title: "Call Acme" } });
  expect(shown("thin")).not.toHaveProperty("data");
  expect(shown("thin").url).toContain("https://patchbay.example/api/v1/events/");
});

it("shows it with an event that was chosen", () => {
  const types = [anEventType({ name: "a.b" }), type, anEventType({ name: "message.received", aliases: ["message.new"] })];
  expect(exampleType(types, ["message.*"])?.name).toBe("message.received");
  expect(exampleType(types, ["message.new"])?.name).toBe("message.received");
  expect(exampleType(types, ["*"])?.name).toBe("task.created");
  expect(exampleType(undefined, [])).toBeUndefined();
});
