import { expect, it } from "vitest";
import { aSubscription } from "../../test/a-subscription";
import { deliveryTitle, possibleSteps, waitsFor } from "./delivery-words";

it("names an event by its type and anything else by what it is", () => {
  expect(deliveryTitle({ kind: "event", eventType: "task.created" }, "Billing")).toBe("task.created to Billing");
  expect(deliveryTitle({ kind: "reply", eventType: "message.sent" }, "Shop")).toBe("Reply through Shop");
});

it("says what a held delivery waits for", () => {
  expect(waitsFor(undefined)).toBe("Waits until the receiver works again.");
  expect(waitsFor(aSubscription({ name: "Billing", isActive: false, status: "disabled" }))).toBe("Waits until Billing is switched on.");
  expect(waitsFor(aSubscription({ name: "Billing", status: "open" }))).toBe("Waits until the receiver of Billing works again.");
  expect(waitsFor(aSubscription({ name: "Billing", deletedAt: "2026-11-24T10:00:00.000Z" }))).toContain("restored");
});

it("offers only what can be done", () => {
  const steps = (status: Parameters<typeof possibleSteps>[0]["status"], targetUrl: string | null = "https://a.example") => possibleSteps({ status, targetUrl });
  expect(steps("failed")).toEqual({ retry: true, sendAgain: false, cancel: false });
  expect(steps("cancelled").retry).toBe(true);
  expect(steps("success").sendAgain).toBe(true);
  expect(steps("success", null).sendAgain).toBe(false);
  expect(steps("held").cancel).toBe(true);
  expect(steps("delivering")).toEqual({ retry: false, sendAgain: false, cancel: false });
});
