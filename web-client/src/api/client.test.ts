import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Change } from "../../../bindings/procedures";
import { ApiError, createClient } from "./client";

const refusal = {
  code: "INVALID_PAYLOAD",
  message: "The input is not valid: title is required.",
  fields: [{ path: "title", message: "is required" }],
  retryAfterSeconds: null,
  requestId: "r-1",
};

const answer = (data: unknown) => Response.json({ jsonrpc: "2.0", id: null, result: { type: "response", data } });
const refuse = (status: number, error: unknown = refusal) =>
  Response.json(
    { jsonrpc: "2.0", id: null, result: { type: "error", data: { code: status, message: "", data: error } } },
    { status },
  );

function clientThatGets(...responses: (Response | Error)[]) {
  const requests: Request[] = [];
  const fetch = (async (url: string, init: RequestInit) => {
    requests.push(new Request(`http://localhost${url}`, init));
    const response = responses.shift() ?? new Error("no more answers");
    if (response instanceof Error) throw response;
    return response;
  }) as typeof globalThis.fetch;
  return { requests, client: createClient({ fetch, token: "pb_1" }) };
}

describe("calls", () => {
  test("a query is a GET with its input in the URL", async () => {
    const { client, requests } = clientThatGets(answer({ items: [], nextCursor: null }));
    expect(await client.query("tasks.list", { search: "a&b" })).toEqual({ items: [], nextCursor: null });
    expect(requests[0]?.url).toBe("http://localhost/rspc/tasks.list?input=%7B%22search%22%3A%22a%26b%22%7D");
    expect(requests[0]?.headers.get("authorization")).toBe("Bearer pb_1");
  });

  test("a mutation is a POST of JSON, null without input", async () => {
    const { client, requests } = clientThatGets(answer({ id: "1" }), answer(null));
    await client.mutate("tasks.cancel", { id: "1" });
    expect(await client.mutate("auth.signOut")).toBeNull();
    expect(requests.map((request) => request.method)).toEqual(["POST", "POST"]);
    expect(requests[0]?.headers.get("content-type")).toBe("application/json");
    expect(await requests[0]?.json()).toEqual({ id: "1" });
    expect(await requests[1]?.json()).toBeNull();
  });

  test("a refusal is thrown with everything the server said", async () => {
    const { client } = clientThatGets(refuse(400));
    const error = await client.mutate("tasks.create", { title: "" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ ...refusal, status: 400 });
  });

  test("a server that cannot be reached is a network error", async () => {
    const { client } = clientThatGets(new TypeError("failed to fetch"), new Response("<html>", { status: 502 }));
    await expect(client.query("auth.me")).rejects.toMatchObject({ code: "NETWORK", status: 0 });
    await expect(client.query("auth.me")).rejects.toMatchObject({ code: "NETWORK", status: 502 });
  });

  test("an aborted call throws the reason it was aborted for", async () => {
    const { client } = clientThatGets(new TypeError("aborted"));
    const call = client.query("auth.me", null, { signal: AbortSignal.abort("left") });
    await expect(call).rejects.toBe("left");
  });
});

describe("subscriptions", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const change: Change = { kind: "task", id: "1", conversationId: null, webhookId: null };
  const events = (...parts: string[]) =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
          controller.close();
        },
      }),
    );
  const endless = () => new Response(new ReadableStream());

  test("items arrive however the stream is cut, and comments are not items", async () => {
    const text = `: ready\n\ndata: ${JSON.stringify(change)}\n\n:\n\n`;
    const { client, requests } = clientThatGets(events(text.slice(0, 20), text.slice(20)), endless());
    const items: Change[] = [];
    const stop = client.subscribe("live.changes", null, (item) => items.push(item));
    await vi.advanceTimersByTimeAsync(100);
    expect(items).toEqual([change]);
    expect(requests[0]?.headers.get("accept")).toBe("text/event-stream");
    stop();
  });

  test("a lost connection is made again, after longer and longer pauses", async () => {
    const lost = new TypeError("lost");
    const { client, requests } = clientThatGets(lost, lost, lost, endless());
    const onConnected = vi.fn();
    const onDisconnected = vi.fn();
    const stop = client.subscribe("live.changes", null, () => {}, { onConnected, onDisconnected });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(requests).toHaveLength(4);
    expect(onConnected).toHaveBeenCalledOnce();
    expect(onDisconnected).toHaveBeenCalledTimes(3);
    stop();
  });

  test("a connection that has gone silent is made again", async () => {
    const { client, requests } = clientThatGets(endless(), endless());
    const stop = client.subscribe("live.changes", null, () => {});
    await vi.advanceTimersByTimeAsync(44_000);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(requests).toHaveLength(2);
    stop();
  });

  test("a refusal that would only be repeated ends it", async () => {
    const { client, requests } = clientThatGets(refuse(401, { ...refusal, code: "UNAUTHENTICATED" }));
    const onDisconnected = vi.fn();
    client.subscribe("live.changes", null, () => {}, { onDisconnected });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(1);
    expect(onDisconnected).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 401 }), false);
  });

  test("an error in the stream is told and the stream is taken up again", async () => {
    const error = `event: error\ndata: ${JSON.stringify({ ...refusal, code: "INTERNAL" })}\n\n`;
    const { client, requests } = clientThatGets(events(error), endless());
    const onDisconnected = vi.fn();
    const stop = client.subscribe("live.changes", null, () => {}, { onDisconnected });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(onDisconnected).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: "INTERNAL" }), true);
    expect(requests).toHaveLength(2);
    stop();
  });

  test("nothing is asked after it was stopped", async () => {
    const { client, requests } = clientThatGets(events(": ready\n\n"), endless());
    const stop = client.subscribe("live.changes", null, () => {});
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.length).toBeLessThanOrEqual(1);
  });
});
