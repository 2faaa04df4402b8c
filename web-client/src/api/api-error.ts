import type { ErrorCode, FieldError, RpcError } from "../../../bindings/procedures";

/** A call that failed: what the server said, or that it could not be asked (`NETWORK`). `Code`: what it may have said. */
export class ApiError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = "ApiError";
  readonly code: Code | "NETWORK";
  readonly fields: FieldError[];
  readonly retryAfterSeconds: number | null;
  readonly requestId: string | null;

  /** `status` is the HTTP status, 0 when there was no answer. */
  constructor(
    readonly status: number,
    error: { code: Code | "NETWORK"; message: string } & Partial<Omit<RpcError, "code" | "message">>,
    options?: ErrorOptions,
  ) {
    super(error.message, options);
    this.code = error.code;
    this.fields = error.fields ?? [];
    this.retryAfterSeconds = error.retryAfterSeconds ?? null;
    this.requestId = error.requestId ?? null;
  }
}

/** The server could not be asked, or something in between answered for it. */
export function networkError(message: string, options?: ErrorOptions, status = 0): ApiError<never> {
  return new ApiError<never>(status, { code: "NETWORK", message }, options);
}
