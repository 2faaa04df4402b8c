import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Receiver {
  /** Answers 200. */
  url: string;
  /** Refuses the first request for good and takes every later one. */
  failsFirstUrl: string;
  bodies: string[];
  stop: () => void;
}

/** Somebody's system, told of answers. */
export async function startReceiver(): Promise<Receiver> {
  const bodies: string[] = [];
  let refused = false;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      if (request.url === "/fail-first" && !refused) {
        refused = true;
        response.writeHead(400, { "content-type": "application/json" }).end('{"error":"not today"}');
        return;
      }
      bodies.push(body);
      response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/take`,
    failsFirstUrl: `${origin}/fail-first`,
    bodies,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
