import type { EventType, JsonValue, PayloadFormat } from "../../wire";
import { asksFor } from "./event-groups";

export const payloadFormats: { value: PayloadFormat; label: string; description: string }[] = [
  { value: "native", label: "Patchbay", description: "The event with its id, its type, its time and its data." },
  { value: "standard", label: "Standard Webhooks", description: "Type, time and data, as standardwebhooks.com has it." },
  { value: "cloudevents", label: "CloudEvents 1.0", description: "Structured JSON, as cloudevents.io has it." },
  { value: "thin", label: "Thin", description: "No data: the receiver asks for the event at the URL." },
];

const exampleId = "0190a0b0-1111-7000-8000-000000000002";
const exampleTime = "2026-01-11T09:00:00.000Z";

/** What a body of this format looks like for an event of this type, with the type's sample. `origin`: where Patchbay is. */
export function previewBody(format: PayloadFormat, type: Pick<EventType, "name" | "sample">, origin: string): string {
  return JSON.stringify(bodyOf(format, type.name, type.sample, origin), null, 2);
}

function bodyOf(format: PayloadFormat, type: string, data: JsonValue, origin: string): JsonValue {
  switch (format) {
    case "native":
      return { id: exampleId, type, event: type, timestamp: exampleTime, webhookId: 1, data };
    case "standard":
      return { type, timestamp: exampleTime, data };
    case "cloudevents":
      return { specversion: "1.0", id: exampleId, source: `${origin}/webhooks/1`, type, time: exampleTime, datacontenttype: "application/json", data };
    case "thin":
      return { id: exampleId, type, timestamp: exampleTime, url: `${origin}/api/v1/events/${exampleId}` };
  }
}

/** The type to show a body with: one that is chosen, else any. */
export function exampleType(types: EventType[] | undefined, events: string[]): EventType | undefined {
  const chosen = types?.filter((type) => asksFor(events, type)) ?? [];
  const among = chosen.length > 0 ? chosen : (types ?? []);
  // The beginning of a story says most to whoever does not know it yet.
  return among.find(({ name }) => /\.(created|received|started)$/.test(name)) ?? among[0];
}
