import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, it, vi } from "vitest";
import type { Client, SubscriptionOptions } from "../api/client";
import { networkError } from "../api/api-error";
import type { Change } from "../wire";
import { followChanges } from "./follow-changes";

let queries: QueryClient;
let emit: (change: Change) => void;
let connection: SubscriptionOptions;
const stop = vi.fn();

const client = {
  subscribe: (_name: string, _input: unknown, onItem: (item: Change) => void, options: SubscriptionOptions) => {
    emit = onItem;
    connection = options;
    return stop;
  },
} as unknown as Client;

const isOld = (key: string) => queries.getQueryState([key, null])?.isInvalidated;

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  for (const name of ["auth.me", "tasks.list", "deliveries.list"]) queries.setQueryData([name, null], {});
  return () => vi.useRealTimers();
});

it("drops what many changes concern once, a moment later", () => {
  const invalidate = vi.spyOn(queries, "invalidateQueries");
  followChanges(client, queries);
  for (let count = 0; count < 100; count += 1) emit({ kind: "task", id: String(count), conversationId: null, webhookId: null });
  expect(isOld("tasks.list")).toBe(false);
  vi.advanceTimersByTime(200);
  expect(isOld("tasks.list")).toBe(true);
  expect(isOld("deliveries.list")).toBe(false);
  expect(invalidate).toHaveBeenCalledTimes(1);
});

it("asks for everything again after a reconnect", () => {
  followChanges(client, queries);
  connection.onConnected?.();
  expect(isOld("tasks.list")).toBe(true);
  expect(isOld("auth.me")).toBe(false);
  queries.setQueryData(["tasks.list", null], {});
  connection.onDisconnected?.(networkError("gone"), true);
  expect(isOld("tasks.list")).toBe(false);
  connection.onConnected?.();
  expect(isOld("tasks.list")).toBe(true);
  expect(isOld("auth.me")).toBe(true);
});

it("asks who is signed in when the connection is refused for good, and stops when told to", () => {
  const end = followChanges(client, queries);
  connection.onDisconnected?.(networkError("refused"), false);
  expect(isOld("auth.me")).toBe(true);
  end();
  expect(stop).toHaveBeenCalled();
});
