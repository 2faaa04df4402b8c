import { randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface Receiver {
  /** Answers 200. */
  url: string;
  /** Refuses the first answer that the assistant gives for good, and takes everything else. */
  failsFirstUrl: string;
  /** Answers with `status`, which is 200 until a test says otherwise. */
  switchUrl: string;
  status: number;
  /** What came to `switchUrl`, whatever it was answered with. */
  requests: { method: string; headers: IncomingHttpHeaders; body: string }[];
  bodies: string[];
  /** The base of a stand-in for Twilio's API: what it takes is in `texts`. */
  twilioUrl: string;
  texts: URLSearchParams[];
  stop: () => void;
}

/** Somebody's system, told of answers. */
export async function startReceiver(): Promise<Receiver> {
  const bodies: string[] = [];
  const texts: URLSearchParams[] = [];
  const requests: Receiver["requests"] = [];
  let refused = false;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      if (request.url === "/switch") {
        requests.push({ method: request.method ?? "", headers: request.headers, body });
        response.writeHead(receiver.status, { "content-type": "application/json" }).end(`{"answered":${receiver.status}}`);
        return;
      }
      if (request.url === "/fail-first" && request.headers["x-webhook-event"] === "message.sent" && !refused) {
        refused = true;
        response.writeHead(400, { "content-type": "application/json" }).end('{"error":"not today"}');
        return;
      }
      if (request.url?.startsWith("/2010-04-01/") === true) {
        response.setHeader("content-type", "application/json");
        // Before sending again it is asked whether the text was taken.
        if (request.method === "GET") {
          response.end(JSON.stringify({ messages: [], next_page_uri: null }));
          return;
        }
        texts.push(new URLSearchParams(body));
        response.writeHead(201).end(JSON.stringify({ sid: `SM${randomBytes(16).toString("hex")}`, status: "queued", error_code: null }));
        return;
      }
      bodies.push(body);
      response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const receiver: Receiver = {
    switchUrl: `${origin}/switch`,
    status: 200,
    requests,
    url: `${origin}/take`,
    failsFirstUrl: `${origin}/fail-first`,
    bodies,
    twilioUrl: origin,
    texts,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}
