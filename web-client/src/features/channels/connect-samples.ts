import { shellQuote } from "./samples";

/** Before the @ of the address people write to; "tasks" where none is known. */
function localPart(address: string | null): string {
  const local = address?.split("@")[0] ?? "";
  return /^[A-Za-z0-9._+-]+$/.test(local) ? local : "tasks";
}

/**
 * A line of /etc/aliases. Postfix takes any failure of a command but 75 for final and sends the mail back; 75 is "not
 * now", and it tries again for days.
 */
export function postfixAlias(webhookUrl: string, address: string | null): string {
  const command = [
    "/usr/bin/curl --silent --show-error --fail --retry 3 --output /dev/null",
    "--data-binary @- -H 'Content-Type: message/rfc822'",
    webhookUrl,
    "|| exit 75",
  ];
  return `${localPart(address)}: "|${command.join(" ")}"`;
}

/** An Email Worker. What it throws makes Cloudflare tell the sending server, so that no mail vanishes. */
export function cloudflareWorker(webhookUrl: string): string {
  return [
    "export default {",
    "  async email(message) {",
    `    const response = await fetch(${JSON.stringify(webhookUrl)}, {`,
    '      method: "POST",',
    '      headers: { "Content-Type": "message/rfc822" },',
    "      body: await new Response(message.raw).arrayBuffer(),",
    "    });",
    "    if (!response.ok) throw new Error(`Patchbay answered ${response.status}`);",
    "  },",
    "};",
  ].join("\n");
}

/** One mail, saved as a file. */
export function mailCurl(webhookUrl: string): string {
  return [
    "curl --fail --data-binary @mail.eml \\",
    "  -H 'Content-Type: message/rfc822' \\",
    `  ${shellQuote(webhookUrl)}`,
  ].join("\n");
}
