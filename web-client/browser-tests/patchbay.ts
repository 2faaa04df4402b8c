import { spawn, type ChildProcess } from "node:child_process";
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
 * name one that is running already, to work on the dashboard with.
 */
export async function startPatchbay(): Promise<Patchbay> {
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
export async function post(inboundUrl: string, body: object): Promise<void> {
  const response = await fetch(inboundUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
}
