import { spawn, type ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export interface Patchbay {
  url: string;
  /** The link of the first start; works once. */
  signInLink: string;
  stop: () => Promise<void>;
}

const binary = process.env.PATCHBAY_BIN ?? resolve(import.meta.dirname, "../../target/debug/patchbay");

/**
 * Starts the real server on a free port with an empty data directory. `PATCHBAY_URL` and `PATCHBAY_SIGN_IN_LINK`
 * name one that is running already, to work on the dashboard with. `settings` are more of its environment.
 */
export async function startPatchbay(settings: Record<string, string> = {}): Promise<Patchbay> {
  const { PATCHBAY_URL: url, PATCHBAY_SIGN_IN_LINK: signInLink } = process.env;
  if (url !== undefined && signInLink !== undefined) return { url, signInLink, stop: () => Promise.resolve() };
  if (!existsSync(binary)) throw new Error(`${binary} does not exist: build the server first, or name it in PATCHBAY_BIN`);

  const directory = await mkdtemp(join(tmpdir(), "patchbay-browser-"));
  const server = spawn(binary, ["serve"], {
    // Nothing of the caller's own settings may leak in.
    env: {
      PATH: process.env.PATH,
      PATCHBAY_LISTEN: "127.0.0.1:0",
      PATCHBAY_DATA_DIR: directory,
      // The receiver that stands in for somebody's system.
      PATCHBAY_EGRESS_ALLOW: "127.0.0.1",
      // Tests write faster than people do.
      PATCHBAY_RATE_LIMITS: "off",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async () => {
    await end(server);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const link = await printedLink(server);
    return { url: new URL(link).origin, signInLink: link, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function printedLink(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    let log = "";
    server.stderr?.on("data", (part: Buffer) => (log = (log + part.toString()).slice(-4000)));
    server.stdout?.on("data", (part: Buffer) => {
      printed += part.toString();
      const link = /https?:\/\/\S+\/app\/sign-in\?token=\S+/.exec(printed)?.[0];
      // A whole line, so that no half of a token is taken for it.
      if (link !== undefined && printed.includes(`${link}\n`)) found(link);
    });
    server.on("error", failed);
    server.on("exit", (code) => failed(new Error(`the server ended with ${code} before it printed a link:\n${printed}\n${log}`)));
  });
}

function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return Promise.resolve();
  return new Promise((ended) => {
    const patience = setTimeout(() => server.kill("SIGKILL"), 10_000);
    server.on("exit", () => {
      clearTimeout(patience);
      ended();
    });
    server.kill("SIGTERM");
  });
}

/** Sends a message the way a stranger's system does: a plain POST to the channel's URL. */
export function post(inboundUrl: string, body: object): Promise<void> {
  return postRaw(inboundUrl, { "content-type": "application/json" }, JSON.stringify(body));
}

/** Hands a mail over the way a mail server does: raw, and whatever it is. */
export function postMail(inboundUrl: string, mail: string | Buffer): Promise<void> {
  return postRaw(inboundUrl, { "content-type": "message/rfc822" }, mail);
}

/** Hands a text over the way Twilio does: a form, signed for the URL as it is configured there. */
export function postText(inboundUrl: string, authToken: string, fields: Record<string, string>): Promise<void> {
  const signed = inboundUrl + Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)).flat().join("");
  const signature = createHmac("sha1", authToken).update(signed).digest("base64");
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
  return postRaw(inboundUrl, headers, new URLSearchParams(fields).toString());
}

async function postRaw(url: string, headers: Record<string, string>, body: string | Buffer): Promise<void> {
  const response = await fetch(url, { method: "POST", headers, body: typeof body === "string" ? body : new Uint8Array(body) });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
}
