import { expect, it } from "vitest";
import type { Contact } from "../../wire";
import { createInputOf, newContactValues, updateInputOf, validateContact, valuesOf } from "./contact-values";

const dana: Contact = {
  id: "0199",
  name: null,
  timeZone: null,
  isKnown: true,
  identifiers: [
    { kind: "email", value: "dana@acme.example", webhookId: null },
    { kind: "custom", value: "dana", webhookId: "gone" },
  ],
  createdAt: "2026-11-24T10:00:00.000Z",
  updatedAt: "2026-11-24T10:00:00.000Z",
};

it("asks for a name, each value and the channel of a name, each at its own input", () => {
  const values = { ...newContactValues, identifiers: [{ kind: "email" as const, value: "a@b.c", webhookId: null }, { kind: "custom" as const, value: " ", webhookId: null }] };
  expect(Object.keys(validateContact(values)).sort()).toEqual(["identifiers.1.value", "identifiers.1.webhookId", "name"]);
});

it("lets somebody without a name stay so", () => {
  expect(validateContact(valuesOf(dana), dana)).toEqual({});
});

it("sends a channel with a name only", () => {
  const input = createInputOf({ name: " Dana ", timeZone: null, identifiers: [{ kind: "phone", value: " +1 500 ", webhookId: "0198" }] });
  expect(input).toEqual({ name: "Dana", timeZone: null, identifiers: [{ kind: "phone", value: "+1 500" }] });
});

it("sends only what changed", () => {
  expect(updateInputOf(valuesOf(dana), dana)).toEqual({ id: "0199" });
  expect(updateInputOf({ ...valuesOf(dana), name: "Dana", timeZone: "Europe/Vienna" }, dana)).toEqual({ id: "0199", name: "Dana", timeZone: "Europe/Vienna" });
  expect(updateInputOf({ ...valuesOf(dana), identifiers: [] }, dana)).toEqual({ id: "0199", identifiers: [] });
});
