/** Where checking a signature is described in full. */
export const verifyingDocs = "https://github.com/patchbay/patchbay/blob/main/docs/verifying-signatures.md";

interface Sample {
  name: string;
  code: string;
}

/** Ready to paste: how the receiver checks a request. The secret is the user's own; it is not written into code. */
export const verifySamples: Sample[] = [
  {
    name: "JavaScript",
    code: [
      'import { createHmac, timingSafeEqual } from "node:crypto";',
      "",
      "// headers: names in lower case; body: the raw bytes, before anything parses them.",
      "export function verify(secret, headers, body) {",
      '  const id = headers["webhook-id"], timestamp = headers["webhook-timestamp"];',
      "  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;",
      "  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);",
      '  const expected = createHmac("sha256", secret).update(signed).digest();',
      '  return headers["webhook-signature"].split(" ").some((part) => {',
      '    const given = Buffer.from(part.replace(/^v1,/, ""), "base64");',
      "    return given.length === expected.length && timingSafeEqual(given, expected);",
      "  });",
      "}",
    ].join("\n"),
  },
  {
    name: "Python",
    code: [
      "import base64, hashlib, hmac, time",
      "",
      "# headers: names in lower case; body: the raw bytes, before anything parses them.",
      "def verify(secret, headers, body):",
      '    event_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]',
      "    if abs(time.time() - int(timestamp)) > 300:",
      "        return False",
      '    signed = f"{event_id}.{timestamp}.".encode() + body',
      "    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()",
      '    expected = "v1," + base64.b64encode(digest).decode()',
      '    return any(hmac.compare_digest(expected, one) for one in headers["webhook-signature"].split(" "))',
    ].join("\n"),
  },
];
