// Judges for the end-to-end tests: the packages that others use to speak with what Patchbay speaks with. Reads one JSON
// object a line from stdin, {"id": 1, "call": "twilio.sign", "input": {…}}, and answers {"id": 1, "result": …} or
// {"id": 1, "error": "…"}. Ends when stdin does, so that nothing is left of it when the tests are gone.
import { createInterface } from "node:readline";

import * as mail from "./mail.mjs";
import * as smtp from "./smtp.mjs";
import * as twilio from "./twilio.mjs";
import * as webhooks from "./webhooks.mjs";

const judges = { mail, smtp, twilio, webhooks };

async function answer(line) {
  const { id, call, input } = JSON.parse(line);
  try {
    const [judge, name] = call.split(".");
    const result = await judges[judge][name](input);
    return { id, result: result ?? null };
  } catch (error) {
    return { id, error: `${call}: ${error.stack ?? error}` };
  }
}

const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.on("line", async (line) => process.stdout.write(`${JSON.stringify(await answer(line))}\n`));
lines.on("close", () => process.exit(0));
