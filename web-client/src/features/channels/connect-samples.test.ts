import { expect, it } from "vitest";
import { cloudflareWorker, mailCurl, postfixAlias } from "./connect-samples";

const url = "https://patchbay.example/api/webhooks/inbound/abc";

it("pipes a mailbox of Postfix into the channel's URL, and has it try again", () => {
  const alias = postfixAlias(url, "help@example.com");
  expect(alias).toMatch(/^help: "\|\/usr\/bin\/curl [^"]+"$/);
  expect(alias).toContain(`--data-binary @- -H 'Content-Type: message/rfc822' ${url} || exit 75`);
  expect(postfixAlias(url, null)).toMatch(/^tasks: /);
  expect(postfixAlias(url, '"; rm -rf /"@example.com')).toMatch(/^tasks: /);
});

it("writes a worker that posts the raw mail and throws when it is not taken", async () => {
  const code = cloudflareWorker(url).replace("export default", "return");
  const calls: { to: string; init: RequestInit }[] = [];
  const fetching = (status: number) => (to: string, init: RequestInit) => {
    calls.push({ to, init });
    return Promise.resolve(new Response(null, { status }));
  };
  const worker = (fetch: unknown) => new Function("fetch", code)(fetch) as { email: (message: { raw: string }) => Promise<void> };
  await worker(fetching(200)).email({ raw: "Subject: hi\r\n\r\nhello" });
  expect(calls[0]?.to).toBe(url);
  expect(calls[0]?.init).toMatchObject({ method: "POST", headers: { "Content-Type": "message/rfc822" } });
  expect(new TextDecoder().decode(calls[0]?.init.body as ArrayBuffer)).toBe("Subject: hi\r\n\r\nhello");
  await expect(worker(fetching(503)).email({ raw: "" })).rejects.toThrow("Patchbay answered 503");
});

it("posts a saved mail as it is", () => {
  expect(mailCurl(url)).toContain("--data-binary @mail.eml");
  expect(mailCurl(url)).toContain(`'${url}'`);
});
