// Twilio's own package: its signatures, and the requests that it sends.
import { createServer } from "node:http";

import twilio from "twilio";

/** Pairs as the object that the package takes; a name that comes again makes a list. */
function fields(pairs) {
  const all = Object.create(null);
  for (const [name, value] of pairs) {
    all[name] = name in all ? [all[name], value].flat() : value;
  }
  return all;
}

/** The X-Twilio-Signature of a form. */
export function sign({ authToken, url, form }) {
  return twilio.getExpectedTwilioSignature(authToken, url, fields(form));
}

/** Whether the package takes this signature for this form. */
export function validate({ authToken, signature, url, form }) {
  return twilio.validateRequest(authToken, signature, url, fields(form));
}

/** A client that speaks with another host than Twilio's, and is otherwise the package's own. */
function clientOf({ baseUrl, accountSid, authToken }) {
  const httpClient = new twilio.RequestClient({ keepAlive: false });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) =>
    request({ ...options, uri: options.uri.replace("https://api.twilio.com", baseUrl) });
  return twilio(accountSid, authToken, { httpClient });
}

/** What messages.create answers: `{ message }`, `{ refused }` with Twilio's error, or `{ failed }` where none came. */
export async function create({ params, ...account }) {
  try {
    return { message: (await clientOf(account).messages.create(params)).toJSON() };
  } catch (error) {
    if (!(error instanceof twilio.RestException)) return { failed: error.message };
    const { status, code, message, moreInfo } = error;
    return { refused: { status, code, message, moreInfo } };
  }
}

/** What messages.list gives, over as many pages as there are. */
export async function list({ filter, ...account }) {
  const messages = await clientOf(account).messages.list(filter);
  return messages.map((message) => message.toJSON());
}

/** The request by which messages.create sends these params, as it arrives. */
export async function messageRequest({ accountSid, authToken, params }) {
  const received = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const headers = request.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [[name.toLowerCase(), all[index + 1]]] : [],
    );
    received.push({
      method: request.method,
      path: request.url,
      headers,
      form: [...new URLSearchParams(body)],
    });
    response.writeHead(201, { "content-type": "application/json", connection: "close" }).end("{}");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const baseUrl = `http://127.0.0.1:${server.address().port}`;
    await clientOf({ baseUrl, accountSid, authToken }).messages.create(params);
  } finally {
    server.close();
  }
  return received[0];
}
