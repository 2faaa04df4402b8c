import type { Me } from "../../wire";

const running = new Map<string, Promise<Me>>();

/**
 * A link works once, and an effect may run twice (React's strict mode, a remount): the second run gets the first
 * one's answer instead of "this link has been used".
 */
export function signInOnce(token: string, signIn: (token: string) => Promise<Me>): Promise<Me> {
  const first = running.get(token);
  if (first !== undefined) return first;
  const attempt = signIn(token);
  running.set(token, attempt);
  return attempt;
}

/** A failed attempt may be made again, by a click. */
export function forgetSignIn(token: string): void {
  running.delete(token);
}
