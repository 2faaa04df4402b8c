import type { Page } from "playwright-core";
import { settled } from "./browser";
import type { Patchbay } from "./patchbay";

/** Asks the server directly, as whoever is signed in. */
export interface Session {
  ask: <Answer>(procedure: string, input: object) => Promise<Answer>;
  mutate: <Answer>(procedure: string, input: object) => Promise<Answer>;
}

export async function signIn(page: Page, patchbay: Patchbay): Promise<Session> {
  await page.goto(patchbay.signInLink);
  await settled(page);
  return {
    ask: async <Answer>(procedure: string, input: object) => {
      const address = `${patchbay.url}/rspc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
      const answer = (await (await page.request.get(address)).json()) as { result: { data: Answer } };
      return answer.result.data;
    },
    mutate: async <Answer>(procedure: string, input: object) => {
      const answer = await page.request.post(`${patchbay.url}/rspc/${procedure}`, { data: input, headers: { origin: patchbay.url } });
      const { result } = (await answer.json()) as { result: { data: Answer } };
      if (!answer.ok()) throw new Error(`${procedure}: HTTP ${answer.status()} ${JSON.stringify(result)}`);
      return result.data;
    },
  };
}

/** Waits until `look` finds something. */
export async function eventually<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) {
    const value = await look();
    if (value !== undefined) return value;
  }
  throw new Error("it did not come to pass");
}
