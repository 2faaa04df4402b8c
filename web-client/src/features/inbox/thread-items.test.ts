import { expect, it } from "vitest";
import type { ConversationTransition, Message } from "../../wire";
import { doneBy } from "./conversation-steps";
import { threadItems } from "./thread-items";

const message = (id: string, createdAt: string) => ({ id, createdAt }) as Message;
const step = (id: string, at: string): ConversationTransition => ({ id, at, from: "active", to: "paused", reason: null, userId: null, userName: null });

const messages = [message("m1", "2026-11-24T10:00:00.000Z"), message("m2", "2026-11-24T12:00:00.000Z")];
// As the server answers: the latest first.
const steps = [step("s3", "2026-11-24T13:00:00.000Z"), step("s2", "2026-11-24T11:00:00.000Z"), step("s1", "2026-11-24T09:00:00.000Z")];

const idsOf = (complete: boolean) => threadItems(messages, steps, complete).map((item) => item.id);

it("puts each step at its place in time", () => {
  expect(idsOf(true)).toEqual(["s1", "m1", "s2", "m2", "s3"]);
});

it("leaves out steps whose place is not loaded yet", () => {
  expect(idsOf(false)).toEqual(["m1", "s2", "m2", "s3"]);
  expect(threadItems([], steps, false)).toEqual([]);
});

it("names what was done by where a conversation stood before", () => {
  expect(doneBy({ from: "paused", to: "active" })).toBe("resumed");
  expect(doneBy({ from: "resolved", to: "active" })).toBe("reopened");
  expect(doneBy({ from: "active", to: "resolved" })).toBe("resolved");
  expect(doneBy({ from: "paused", to: "archived" })).toBe("archived");
});
