import { describe, expect, it } from "vitest";
import { pagesOptionsFor, queryOptionsFor } from "../api/queries";
import type { Change } from "../wire";
import { affectedBy, isAffected } from "./affected";

function drops(change: Partial<Change> & Pick<Change, "kind">, key: readonly unknown[]): boolean {
  return isAffected(key, affectedBy({ id: "x1", conversationId: null, webhookId: null, ...change }));
}

const thread = pagesOptionsFor("conversations.messages", { id: "c1" }).queryKey;
const otherThread = pagesOptionsFor("conversations.messages", { id: "c2" }).queryKey;
const tasks = pagesOptionsFor("tasks.list", { status: "pending" }).queryKey;

describe("a change drops what shows it", () => {
  it("a message: its own thread, the inbox, its channel's numbers", () => {
    const change = { kind: "message", conversationId: "c1", webhookId: "w1" } as const;
    expect(drops(change, thread)).toBe(true);
    expect(drops(change, otherThread)).toBe(false);
    expect(drops(change, pagesOptionsFor("conversations.list", { webhookId: "w9" }).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("webhooks.get", { id: "w1" }).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("webhooks.get", { id: "w2" }).queryKey)).toBe(false);
    expect(drops(change, pagesOptionsFor("webhooks.getMessages", { webhookId: "w1" }).queryKey)).toBe(true);
    expect(drops(change, pagesOptionsFor("webhooks.getMessages", { webhookId: "w2" }).queryKey)).toBe(false);
    expect(drops(change, tasks)).toBe(false);
  });

  it("a task: every list of tasks, the task by id or number, the thread it came from", () => {
    const change = { kind: "task", id: "t1", conversationId: "c1" } as const;
    expect(drops(change, tasks)).toBe(true);
    expect(drops(change, queryOptionsFor("tasks.get", { id: "12" }).queryKey)).toBe(true);
    expect(drops(change, thread)).toBe(true);
    expect(drops(change, otherThread)).toBe(false);
  });

  it("a delivery: the logs, its detail, its thread", () => {
    const change = { kind: "delivery", id: "d1", conversationId: "c1" } as const;
    expect(drops(change, pagesOptionsFor("deliveries.list", {}).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("deliveries.get", { id: "d1" }).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("deliveries.get", { id: "d2" }).queryKey)).toBe(false);
    expect(drops(change, thread)).toBe(true);
  });

  it("a delivery: the numbers of the subscription it is for, and what happened", () => {
    const change = { kind: "delivery", id: "d1", webhookId: "s1" } as const;
    expect(drops(change, pagesOptionsFor("subscriptions.list", {}).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("subscriptions.get", { id: "s1" }).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("subscriptions.get", { id: "s2" }).queryKey)).toBe(false);
    expect(drops(change, pagesOptionsFor("events.list", {}).queryKey)).toBe(true);
  });

  it("a confirmation: what waits, its thread, the tasks it is about", () => {
    const change = { kind: "confirmation", id: "x1", conversationId: "c1", webhookId: "w1" } as const;
    expect(drops(change, queryOptionsFor("confirmations.list", { waiting: true }).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("confirmations.list", { waiting: true, conversationId: "c1" }).queryKey)).toBe(true);
    expect(drops(change, queryOptionsFor("confirmations.count").queryKey)).toBe(true);
    expect(drops(change, tasks)).toBe(true);
    expect(drops(change, thread)).toBe(true);
    expect(drops(change, otherThread)).toBe(false);
  });

  it("a webhook: also where it is a subscription", () => {
    expect(drops({ kind: "webhook", id: "s1" }, queryOptionsFor("subscriptions.get", { id: "s1" }).queryKey)).toBe(true);
    expect(drops({ kind: "webhook", id: "s1" }, pagesOptionsFor("subscriptions.list", {}).queryKey)).toBe(true);
  });

  it("a delivery of no conversation may stand in any thread", () => {
    expect(drops({ kind: "delivery" }, thread)).toBe(true);
  });

  it.each(["message", "conversation", "task", "webhook", "delivery", "confirmation"] as const)("%s: never who is signed in", (kind) => {
    expect(drops({ kind }, queryOptionsFor("auth.me").queryKey)).toBe(false);
  });
});
