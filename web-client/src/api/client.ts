import type { Procedures, RpcError } from "../../../bindings/procedures";
import { ApiError, networkError } from "./api-error";
import { followEvents, type SubscriptionOptions } from "./events";

export { ApiError, type SubscriptionOptions };

type Kind = Procedures[keyof Procedures]["kind"];
type NamesOf<K extends Kind> = {
  [N in keyof Procedures]: Procedures[N]["kind"] extends K ? N : never;
}[keyof Procedures];

export type QueryName = NamesOf<"query">;
export type MutationName = NamesOf<"mutation">;
export type SubscriptionName = NamesOf<"subscription">;
export type InputOf<N extends keyof Procedures> = Procedures[N]["input"];
export type OutputOf<N extends keyof Procedures> = Procedures[N]["output"];
/** What a call of this procedure fails with: its own codes, those common to all, or `NETWORK`. */
export type ErrorOf<N extends keyof Procedures> = ApiError<Procedures[N]["error"]["code"]>;

export type CallOptions = { signal?: AbortSignal | undefined };
/** The arguments after the name: the input may be left out where an empty one would do. */
export type ArgumentsOf<N extends keyof Procedures> = null extends InputOf<N>
  ? [input?: null, options?: CallOptions]
  : Record<never, never> extends InputOf<N>
    ? [input?: InputOf<N>, options?: CallOptions]
    : [input: InputOf<N>, options?: CallOptions];

/** `token` is for programs; the dashboard is known by its cookie. */
export type ClientOptions = { baseUrl?: string; token?: string; fetch?: typeof fetch };

export type Client = ReturnType<typeof createClient>;

export function createClient({ baseUrl = "", token, fetch: send = (...call) => fetch(...call) }: ClientOptions = {}) {
  const authorization: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const urlOf = (name: string) => `${baseUrl}/rspc/${name}`;
  const readUrlOf = (name: string, input: unknown) =>
    input === undefined || input === null
      ? urlOf(name)
      : `${urlOf(name)}?input=${encodeURIComponent(JSON.stringify(input))}`;

  async function ask(url: string, init: RequestInit): Promise<Response> {
    let response;
    try {
      const headers = { ...authorization, ...init.headers };
      response = await send(url, { credentials: "same-origin", ...init, headers });
    } catch (cause) {
      throw unreachable(cause, init.signal);
    }
    if (!response.ok) throw await refusal(response);
    return response;
  }

  async function call<N extends keyof Procedures>(url: string, init: RequestInit): Promise<OutputOf<N>> {
    const response = await ask(url, init);
    try {
      const envelope = (await response.json()) as { result: { data: OutputOf<N> } };
      return envelope.result.data;
    } catch (cause) {
      throw unreachable(cause, init.signal);
    }
  }

  return {
    /** Asks a query. Throws `ErrorOf<N>`, or the signal's reason when it was aborted. */
    query<N extends QueryName>(name: N, ...[input, options]: ArgumentsOf<N>): Promise<OutputOf<N>> {
      return call<N>(readUrlOf(name, input), { signal: options?.signal ?? null });
    },

    /** Runs a mutation. Throws `ErrorOf<N>`, or the signal's reason when it was aborted. */
    mutate<N extends MutationName>(name: N, ...[input, options]: ArgumentsOf<N>): Promise<OutputOf<N>> {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(input ?? null);
      return call<N>(urlOf(name), { method: "POST", headers, body, signal: options?.signal ?? null });
    },

    /** Follows a subscription, connecting again whenever the connection is lost. Returns what ends it. */
    subscribe<N extends SubscriptionName>(
      name: N,
      input: InputOf<N>,
      onItem: (item: OutputOf<N>) => void,
      options: SubscriptionOptions = {},
    ): () => void {
      const open = (signal: AbortSignal) =>
        ask(readUrlOf(name, input), { headers: { accept: "text/event-stream" }, signal });
      return followEvents<OutputOf<N>>(open, onItem, options);
    },
  };
}

function unreachable(cause: unknown, signal: AbortSignal | null | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return networkError("The server cannot be reached.", { cause });
}

async function refusal(response: Response): Promise<ApiError> {
  try {
    const envelope = (await response.json()) as { result: { data: { data: RpcError } } };
    return new ApiError(response.status, envelope.result.data.data);
  } catch (cause) {
    // A proxy in between answers in words of its own.
    return networkError(`The server cannot be reached (HTTP ${response.status}).`, { cause }, response.status);
  }
}

/** The dashboard's client. */
export const client = createClient();
