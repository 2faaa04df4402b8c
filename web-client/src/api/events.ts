import type { RpcError } from "../../../bindings/procedures";
import { ApiError, networkError } from "./api-error";

export type SubscriptionOptions = {
  /** Called at each connection. What changed while there was none is not told again: refetch what is shown. */
  onConnected?: () => void;
  /** Called when the connection is lost or refused; `willRetry` says whether it is tried again. */
  onDisconnected?: (error: ApiError, willRetry: boolean) => void;
};

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** The server says something every 15 s; after three times nothing the connection is dead. */
const SILENCE_MS = 45_000;

/** Reads server-sent events for as long as it is not stopped. `EventSource` is not used: it hides the HTTP status. */
export function followEvents<Item>(
  open: (signal: AbortSignal) => Promise<Response>,
  onItem: (item: Item) => void,
  { onConnected, onDisconnected }: SubscriptionOptions,
): () => void {
  const stopped = new AbortController();
  let pause = FIRST_PAUSE_MS;

  async function connectOnce() {
    const silence = new AbortController();
    const lost = () => silence.abort(networkError("The connection went silent."));
    let timer = setTimeout(lost, SILENCE_MS);
    const signal = AbortSignal.any([stopped.signal, silence.signal]);
    let reader: ReadableStreamDefaultReader<string> | undefined;
    const leave = () => void reader?.cancel().catch(() => {});
    signal.addEventListener("abort", leave);
    try {
      const response = await open(signal);
      reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      if (reader === undefined) return;
      pause = FIRST_PAUSE_MS;
      onConnected?.();
      let buffer = "";
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(lost, SILENCE_MS);
        const events = (buffer + part.value).split("\n\n");
        buffer = events.pop() ?? "";
        events.forEach(deliver);
      }
      signal.throwIfAborted();
    } catch (cause) {
      throw signal.aborted ? signal.reason : cause;
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  function deliver(event: string) {
    const lines = event.split("\n");
    const data = lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim());
    if (data.length === 0) return; // a comment that keeps the connection alive
    const value: unknown = JSON.parse(data.join("\n"));
    if (lines.some((line) => line === "event: error" || line === "event:error")) {
      throw new ApiError(200, value as RpcError);
    }
    onItem(value as Item);
  }

  async function follow() {
    while (!stopped.signal.aborted) {
      let error: ApiError = networkError("The connection ended.");
      try {
        await connectOnce();
      } catch (cause) {
        if (cause instanceof ApiError) error = cause;
      }
      if (stopped.signal.aborted) return;
      const willRetry = !isFinal(error);
      onDisconnected?.(error, willRetry);
      if (!willRetry) return;
      const wait = Math.max(pause * (0.5 + Math.random() / 2), (error.retryAfterSeconds ?? 0) * 1_000);
      await new Promise((resolve) => setTimeout(resolve, wait));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  void follow();
  return () => stopped.abort();
}

/** Whether asking again can only be refused again. */
function isFinal(error: ApiError): boolean {
  if (error.code === "NETWORK") return false;
  return error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429;
}
