import { expect, it } from "vitest";
import { previewSentence, progressSentence } from "./recovery-words";

it("says how many before anything is sent", () => {
  expect(previewSentence(128)).toBe("This sends 128 deliveries again.");
  expect(previewSentence(1)).toBe("This sends 1 delivery again.");
  expect(previewSentence(0)).toBe("No delivery matches. Nothing would be sent.");
});

it("says how far it has come", () => {
  expect(progressSentence({ done: 64, total: 128, status: "running" })).toBe("64 of 128 deliveries so far.");
  expect(progressSentence({ done: 128, total: 128, status: "completed" })).toBe("128 deliveries are being sent again.");
  expect(progressSentence({ done: 1, total: 1, status: "completed" })).toBe("1 delivery is being sent again.");
  expect(progressSentence({ done: 5, total: 128, status: "cancelled" })).toBe("Ended after 5 of 128 deliveries. Those are being sent again.");
});
