import { expect, it } from "vitest";
import { isEnvelope, isToPerson, whereTo } from "./where-to";

it("shows people by their number or address", () => {
  expect(whereTo({ targetUrl: "sms:+15005550001" })).toBe("+15005550001");
  expect(whereTo({ targetUrl: "mailto:dana@acme.example" })).toBe("dana@acme.example");
  expect(whereTo({ targetUrl: "https://example.com/sms:1" })).toBe("https://example.com/sms:1");
  expect(whereTo({ targetUrl: null })).toMatch(/^Stays in the inbox/);
  expect(isToPerson({ targetUrl: "https://example.com/mailto:" })).toBe(false);
});

it("tells an event that was never sent from a text that looks like JSON", () => {
  expect(isEnvelope({ status: "cancelled", attemptCount: 0, requestBody: '{"id":"0199","type":"message.sent","data":{}}' })).toBe(true);
  expect(isEnvelope({ status: "success", attemptCount: 1, requestBody: '{"id":"0199"}' })).toBe(false);
  expect(isEnvelope({ status: "cancelled", attemptCount: 0, requestBody: "Done: call Dana" })).toBe(false);
});
