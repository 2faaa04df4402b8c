// Mails: written by nodemailer, read by mailparser.
import { simpleParser } from "mailparser";
import { createTransport } from "nodemailer";

/** The bytes (base64) of the mail that these nodemailer options describe. */
export async function compose(options) {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const { message } = await transport.sendMail(options);
  return message.toString("base64");
}

const addresses = (parsed) => (parsed ? [parsed].flat().flatMap(({ value }) => value) : []);

/** What a reader sees in a mail. */
export async function parse({ raw }) {
  const mail = await simpleParser(Buffer.from(raw, "base64"), { skipTextToHtml: true });
  return {
    headers: mail.headerLines.map(({ key, line }) => [
      key,
      line.slice(line.indexOf(":") + 1).replace(/\r?\n(?=[ \t])/g, "").trim(),
    ]),
    from: addresses(mail.from),
    to: addresses(mail.to),
    replyTo: addresses(mail.replyTo),
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html || null,
    messageId: mail.messageId ?? "",
    inReplyTo: mail.inReplyTo ?? "",
    references: [mail.references ?? []].flat(),
    date: mail.date ?? null,
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      filename: filename ?? "",
      contentType,
      content: content.toString("base64"),
    })),
  };
}

/** Hands a mail over to a server, as a careful client does: STARTTLS, a known CA, then AUTH. */
export async function deliver({ host, port, ca, user, password, from, to, raw }) {
  const transport = createTransport({
    host,
    port,
    secure: false,
    requireTLS: true,
    auth: { user, pass: password },
    tls: { ca },
  });
  try {
    const envelope = { from, to };
    const { response } = await transport.sendMail({ envelope, raw: Buffer.from(raw, "base64") });
    return { response };
  } catch ({ code, responseCode, response, message }) {
    return { refused: { code, responseCode: responseCode ?? null, response: response ?? "", message } };
  } finally {
    transport.close();
  }
}
