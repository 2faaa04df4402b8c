import type { AuthType } from "../../wire";

/** What a sample needs of a channel; secrets only where they are known, right after creation. */
export interface SampleChannel {
  webhookUrl: string;
  authType: AuthType;
  authToken: string | null;
  authHeader: string | null;
  hmacSecret: string | null;
}

export interface Sample {
  name: string;
  code: string;
}

export const defaultApiKeyHeader = "X-API-Key";

const exampleBody = {
  content: "Call Dana at Acme tomorrow 3pm, it is urgent",
  senderIdentifier: "dana@acme.example",
  senderName: "Dana",
};

/** A masked secret ("••••1234") in a command would only look as if it worked. */
function secretOr(value: string | null, placeholder: string): string {
  return value === null || value === "" || value.startsWith("•") ? placeholder : value;
}

export function shellQuote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

function authHeaderOf(channel: SampleChannel): [string, string] | null {
  if (channel.authType === "bearer") return ["Authorization", `Bearer ${secretOr(channel.authToken, "YOUR_TOKEN")}`];
  if (channel.authType === "api_key") return [channel.authHeader ?? defaultApiKeyHeader, secretOr(channel.authToken, "YOUR_API_KEY")];
  return null;
}

export function curlSample(channel: SampleChannel): string {
  const body = JSON.stringify(exampleBody);
  const url = shellQuote(channel.webhookUrl);
  if (channel.authType === "hmac") {
    return [
      `BODY=${shellQuote(body)}`,
      `SIGNATURE=$(printf '%s' "$BODY" | openssl dgst -sha256 -hmac ${shellQuote(secretOr(channel.hmacSecret, "YOUR_HMAC_SECRET"))} | sed 's/^.* //')`,
      `curl -X POST ${url} \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -H "X-Webhook-Signature: sha256=$SIGNATURE" \\`,
      `  -d "$BODY"`,
    ].join("\n");
  }
  const header = authHeaderOf(channel);
  return [
    `curl -X POST ${url} \\`,
    `  -H 'Content-Type: application/json' \\`,
    ...(header === null ? [] : [`  -H ${shellQuote(`${header[0]}: ${header[1]}`)} \\`]),
    `  -d ${shellQuote(body)}`,
  ].join("\n");
}

export function javascriptSample(channel: SampleChannel): string {
  const body = JSON.stringify(exampleBody, null, 2);
  const header = authHeaderOf(channel);
  const headers = ['    "Content-Type": "application/json",'];
  const before: string[] = [];
  if (header !== null) headers.push(`    ${JSON.stringify(header[0])}: ${JSON.stringify(header[1])},`);
  if (channel.authType === "hmac") {
    before.push(
      'import { createHmac } from "node:crypto";',
      "",
      `const secret = ${JSON.stringify(secretOr(channel.hmacSecret, "YOUR_HMAC_SECRET"))};`,
    );
    headers.push('    "X-Webhook-Signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,');
  }
  return [
    ...before,
    `const body = JSON.stringify(${body});`,
    "",
    `const response = await fetch(${JSON.stringify(channel.webhookUrl)}, {`,
    '  method: "POST",',
    "  headers: {",
    ...headers,
    "  },",
    "  body,",
    "});",
    "console.log(response.status, await response.json());",
  ].join("\n");
}

export function samplesFor(channel: SampleChannel): Sample[] {
  return [
    { name: "curl", code: curlSample(channel) },
    { name: "JavaScript", code: javascriptSample(channel) },
  ];
}
