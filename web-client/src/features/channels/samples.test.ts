import { expect, it } from "vitest";
import { curlSample, javascriptSample, type SampleChannel } from "./samples";

const channel: SampleChannel = {
  webhookUrl: "https://patchbay.example/api/webhooks/inbound/abc",
  authType: "none",
  authToken: null,
  authHeader: null,
  hmacSecret: null,
};

it("fills in the channel's own URL and secret", () => {
  const code = curlSample({ ...channel, authType: "bearer", authToken: "s3cret" });
  expect(code).toContain("'https://patchbay.example/api/webhooks/inbound/abc'");
  expect(code).toContain("-H 'Authorization: Bearer s3cret'");
});

it("names a secret that is only known masked", () => {
  expect(curlSample({ ...channel, authType: "api_key", authHeader: "X-Key", authToken: "••••1234" })).toContain("X-Key: YOUR_API_KEY");
});

it("quotes what a shell would read as its own", () => {
  expect(curlSample({ ...channel, authType: "bearer", authToken: "it's $HOME" })).toContain(`'Authorization: Bearer it'\\''s $HOME'`);
});

it("signs the same bytes that it sends", () => {
  const shell = curlSample({ ...channel, authType: "hmac", hmacSecret: "key" });
  expect(shell).toContain(`printf '%s' "$BODY"`);
  expect(shell).toContain('-d "$BODY"');
  const script = javascriptSample({ ...channel, authType: "hmac", hmacSecret: 'k"ey' });
  expect(script).toContain('const secret = "k\\"ey";');
  expect(script).toContain('createHmac("sha256", secret).update(body)');
});

it("writes JavaScript that parses", () => {
  for (const authType of ["none", "bearer", "api_key"] as const) {
    const script = javascriptSample({ ...channel, authType, authToken: "t" });
    expect(() => new Function(`return async () => {${script}}`)).not.toThrow();
  }
});
