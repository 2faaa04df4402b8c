// The reference library of Standard Webhooks.
import { Webhook } from "standardwebhooks";

/** Why the library does not take this delivery; null: it does. */
export function verify({ secret, headers, body }) {
  try {
    new Webhook(secret).verify(body, Object.fromEntries(headers));
    return null;
  } catch (error) {
    return String(error.message);
  }
}
