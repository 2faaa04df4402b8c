import { ApiError } from "../api/api-error";
import { asSentence } from "./as-sentence";

export interface DescribedError {
  /** What happened, and the next step. */
  sentence: string;
  requestId: string | null;
}

function wait(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? "in a second" : `in ${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "in a minute" : `in ${minutes} minutes`;
}

/** A path is a name: it keeps its small letter. */
function sentenceAbout(path: string, message: string): string {
  return path === "" ? asSentence(message) : `${path} ${message.trim().replace(/\.$/, "")}.`;
}

/** An error in the words of the page. The server's own sentences are meant to be read, so most stand as they are. */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof ApiError)) {
    return { sentence: "Something went wrong in the dashboard. Reload the page and try again.", requestId: null };
  }
  const { requestId } = error;
  const say = (sentence: string) => ({ sentence, requestId });
  switch (error.code) {
    case "NETWORK":
      return say(`${asSentence(error.message)} Check the connection and try again.`);
    case "UNAUTHENTICATED":
      return say(asSentence(error.message));
    case "INVALID_PAYLOAD": {
      const [first] = error.fields;
      if (first === undefined) return say(asSentence(error.message));
      return say(sentenceAbout(first.path, first.message));
    }
    case "RATE_LIMIT_MINUTE":
    case "RATE_LIMIT_HOUR":
    case "UNAVAILABLE":
      return say(`${asSentence(error.message)} Try again ${error.retryAfterSeconds === null ? "in a moment" : wait(error.retryAfterSeconds)}.`);
    case "INTERNAL":
      return say("Something went wrong on the server. Try again; if it stays, look for the request in the server's log.");
    default:
      return say(asSentence(error.message));
  }
}

/** Whether the session is over. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === "UNAUTHENTICATED";
}

/** Whether the member may not do or see this. */
export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.code === "FORBIDDEN";
}
