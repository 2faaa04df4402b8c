// A mail server that insists on STARTTLS and on a password, and can be told to misbehave.
import { setTimeout as sleep } from "node:timers/promises";

import { SMTPServer } from "smtp-server";

const servers = new Map();
let lastId = 0;

const later = (work, callback) =>
  work().then(
    (result) => callback(null, result),
    (error) => callback(error),
  );

class MailServer {
  /** The mails that were taken in and that no test has asked for. */
  mails = [];
  /** What to do at the next connections: {at, code, text} or {at, cut, keep}, each with {delay}. */
  script = [];
  #sockets = new Map();

  constructor({ key, cert, user, password }) {
    this.smtp = new SMTPServer({
      key,
      cert,
      authMethods: ["PLAIN", "LOGIN"],
      authOptional: false,
      allowInsecureAuth: false,
      size: 25 * 1024 * 1024,
      banner: "Judge",
      disableReverseLookup: true,
      logger: false,
      onConnect: (session, callback) => later(() => this.#step("connect", session), callback),
      onAuth: (login, session, callback) =>
        later(async () => {
          await this.#step("auth", session);
          if (login.username !== user || login.password !== password) {
            throw Object.assign(new Error("5.7.8 Wrong user or password"), { responseCode: 535 });
          }
          return { user };
        }, callback),
      onMailFrom: (address, session, callback) => later(() => this.#step("sender", session), callback),
      onRcptTo: (address, session, callback) => later(() => this.#step("recipient", session), callback),
      onData: (stream, session, callback) => later(() => this.#take(stream, session), callback),
    });
    // A client that goes away in the middle is nobody's fault here: the test sees what it did not get.
    this.smtp.on("error", () => {});
    this.smtp.server.on("connection", (socket) => {
      const port = socket.remotePort;
      this.#sockets.set(port, socket);
      socket.on("close", () => this.#sockets.delete(port));
    });
  }

  async #take(stream, session) {
    const raw = Buffer.concat(await stream.toArray());
    const mail = {
      raw: raw.toString("base64"),
      from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
      to: session.envelope.rcptTo.map(({ address }) => address),
      secure: session.secure,
      user: session.user ?? null,
      helo: session.hostNameAppearsAs || "",
    };
    await this.#step("data", session, () => this.mails.push(mail));
    this.mails.push(mail);
  }

  /** Does what the script says for this step of the dialogue; `keep`: takes the mail in. */
  async #step(at, session, keep) {
    if (this.script[0]?.at !== at) return;
    const { code, text, cut, keep: keeps, delay } = this.script.shift();
    await sleep(delay ?? 0);
    if (cut) {
      if (keeps) keep();
      this.#sockets.get(session.remotePort)?.destroy();
      // The dialogue is over: no step of it may follow.
      await new Promise(() => {});
    }
    if (code) throw Object.assign(new Error(text), { responseCode: code });
  }

  stop() {
    for (const socket of this.#sockets.values()) socket.destroy();
    this.smtp.close();
  }
}

/** Starts a server for these {key, cert, user, password}; its id and its port. */
export async function start(input) {
  const server = new MailServer(input);
  await new Promise((resolve, reject) => {
    server.smtp.server.once("error", reject);
    server.smtp.listen(0, "127.0.0.1", resolve);
  });
  lastId += 1;
  servers.set(lastId, server);
  return { server: lastId, port: server.smtp.server.address().port };
}

/** The oldest mail that nobody has taken, or null. */
export function take({ server }) {
  return servers.get(server).mails.shift() ?? null;
}

/** The mails that nobody has taken, and the steps of the script that nobody has come to. */
export function left({ server }) {
  const { mails, script } = servers.get(server);
  return { mails, script };
}

/** What to do next, in this order. */
export function script({ server, steps }) {
  servers.get(server).script.push(...steps);
}

/** Ends a server with every connection it has. */
export function stop({ server }) {
  servers.get(server)?.stop();
  servers.delete(server);
}
