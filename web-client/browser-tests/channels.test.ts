import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, open, type Watched } from "./browser";
import { postMail, postText, startPatchbay, type Patchbay } from "./patchbay";
import { startReceiver, type Receiver } from "./receiver";
import { eventually, signIn } from "./session";

const accountSid = `AC${"a".repeat(32)}`;
const authToken = "0123456789abcdef0123456789abcdef";
const ourNumber = "+15005550006";
const danasNumber = "+15005550001";

let patchbay: Patchbay;
let receiver: Receiver;
let browser: Browser;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  receiver = await startReceiver();
  [patchbay, browser] = await Promise.all([startPatchbay({ PATCHBAY_TWILIO_BASE_URL: receiver.twilioUrl }), launch()]);
  watched = await open(browser, patchbay.url);
  await watched.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  page = watched.page;
  await signIn(page, patchbay);
});

afterAll(async () => {
  await browser?.close();
  receiver?.stop();
  await patchbay?.stop();
});

/** Home also says how much waits for an answer there. */
const goTo = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: new RegExp(`^${name}`) }).click();
const field = (name: string | RegExp) => page.getByLabel(name, typeof name === "string" ? { exact: true } : {});

async function begin(type: RegExp, name: string): Promise<void> {
  await goTo("Channels");
  await page.getByRole("link", { name: "Create channel" }).first().click();
  await page.getByRole("link", { name: type }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
}

async function create(name: string): Promise<void> {
  await page.getByRole("button", { name: "Create channel" }).click();
  await page.getByRole("heading", { name: `${name} is ready` }).waitFor();
}

/** What a copy button put on the clipboard. */
async function copied(what: string): Promise<string> {
  await page.getByRole("button", { name: `Copy ${what}`, exact: true }).click();
  await page.getByRole("button", { name: `${what} copied`, exact: true }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function openChannel(name: string, tab: string): Promise<void> {
  await goTo("Channels");
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("tab", { name: tab }).click();
}

/** Digits are typed one after another, as people do. */
async function enterCode(code: string): Promise<void> {
  await page.getByLabel("Digit 1 of 6").click();
  await page.keyboard.type(code);
}

describe("text messages", () => {
  let inboundUrl: string;

  it("says beside the field what is wrong with it", async () => {
    await begin(/^Text messages/, "Front desk");
    await field(/^Account SID/).fill("AC123");
    await field(/^Auth token/).fill(authToken);
    await field("Phone number").fill(ourNumber);
    await page.getByRole("button", { name: "Create channel" }).click();
    await page.locator("input[aria-invalid=true]").waitFor();
    expect(await field(/^Account SID/).getAttribute("aria-invalid")).toBe("true");
    await page.getByText(/^Must be "AC" and 32 characters/).waitFor();
  });

  it("creates the channel and shows what to do at Twilio, with its own URL", async () => {
    await field(/^Account SID/).fill(accountSid);
    await create("Front desk");
    inboundUrl = await copied("URL for Twilio");
    expect(inboundUrl).toContain(`${patchbay.url}/api/webhooks/inbound/`);
    const steps = page.getByRole("tabpanel", { name: "Phone number" });
    await steps.getByText("A message comes in").waitFor();
    await steps.getByText(inboundUrl, { exact: true }).waitFor();
    await steps.getByText(ourNumber).first().waitFor();
    // This server listens on the loopback address.
    await page.getByText("PATCHBAY_PUBLIC_URL").waitFor();
  });

  it("shows the token masked in the settings, and keeps it when it is left alone", async () => {
    await openChannel("Front desk", "Settings");
    expect(await field(/^Auth token/).inputValue()).toBe("••••cdef");
    expect(await field(/^Auth token/).getAttribute("type")).toBe("password");
    await field("Messages a minute").fill("20");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Front desk saved.").waitFor();
    expect(await field(/^Auth token/).inputValue()).toBe("••••cdef");
  });

  it("takes a text that is signed with the token that was kept, and answers it", async () => {
    await text("Call Dana at Acme tomorrow 3pm, it is urgent");
    await eventually(() => receiver.texts.find((sent) => sent.get("To") === danasNumber));
    await goTo("Inbox");
    await page.getByRole("link", { name: danasNumber }).click();
    await page.getByRole("article", { name: `Message from ${danasNumber}` }).getByText("Call Dana at Acme tomorrow 3pm, it is urgent", { exact: true }).waitFor();
    await page.getByRole("article", { name: "Message from Assistant" }).getByText("Delivered", { exact: true }).waitFor();
  });

  it("counts what a text costs before it is sent", async () => {
    const reply = page.getByRole("textbox", { name: `Reply to ${danasNumber}` });
    await reply.fill("a".repeat(161));
    await page.getByText("2 segments").waitFor();
    await reply.fill("日".repeat(70));
    await page.getByText(/1 segment, short ones because of “日”/).waitFor();
    await reply.fill("a".repeat(1601));
    await page.getByText(/^A text has at most/).waitFor();
    expect(await page.getByRole("button", { name: "Send reply" }).isDisabled()).toBe(true);
    await reply.fill("");
  });

  it("sends nothing after STOP, and says so in the thread", async () => {
    await text("STOP");
    await page.getByText(/^Recorded as opt-out\./).waitFor();
    await page.getByRole("textbox", { name: `Reply to ${danasNumber}` }).fill("One more thing");
    await page.getByRole("button", { name: "Send reply" }).click();
    await page.getByText(/^Not sent: \+15005550001 .*STOP/).waitFor();
    expect(receiver.texts.filter((sent) => sent.get("Body") === "One more thing")).toEqual([]);
  });

  it("is verified by a code that comes as a text", async () => {
    await openChannel("Front desk", "Overview");
    await page.getByLabel("Your phone number").fill("+1 500 555 0002");
    await page.getByRole("button", { name: "Send code" }).click();
    const code = await eventually(() => {
      const sent = receiver.texts.find((each) => each.get("To") === "+15005550002");
      return /\b\d{6}\b/.exec(sent?.get("Body") ?? "")?.[0];
    });
    await enterCode(code);
    await page.getByText("Front desk is verified.").waitFor();
    await page.getByText("Verified", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Send code" }).waitFor({ state: "detached" });
  });

  it("shows the text in the logs as a text, to a number", async () => {
    await page.getByRole("tab", { name: "Deliveries" }).click();
    await page.getByRole("link", { name: "Reply through Front desk" }).last().click();
    const drawer = page.getByRole("dialog", { name: "Delivery" });
    await drawer.getByText(danasNumber, { exact: true }).waitFor();
    const body = (await drawer.getByRole("group", { name: "text", exact: true }).textContent()) ?? "";
    expect(body).not.toContain("{");
    expect(receiver.texts.map((sent) => sent.get("Body"))).toContain(body);
    await page.keyboard.press("Escape");
  });

  let count = 0;
  function text(body: string): Promise<void> {
    count += 1;
    const sid = `SM${String(count).padStart(32, "0")}`;
    return postText(inboundUrl, authToken, {
      MessageSid: sid,
      SmsSid: sid,
      SmsMessageSid: sid,
      AccountSid: accountSid,
      ApiVersion: "2010-04-01",
      From: danasNumber,
      To: ourNumber,
      Body: body,
      NumMedia: "0",
      NumSegments: "1",
      SmsStatus: "received",
    });
  }
});

describe("e-mail", () => {
  let inboundUrl: string;

  it("creates the channel and shows what to do where mail arrives, with its own URL", async () => {
    await begin(/^E-mail/, "Tasks by mail");
    await field("Address people write to").fill("tasks@example.com");
    await page.getByRole("radio", { name: "Cloudflare" }).check();
    await page.getByRole("checkbox", { name: /^Send answers/ }).check();
    await field(/^Mail server(?! that)/).fill("smtp.example.com");
    await field("User").fill("tasks");
    await field(/^Password/).fill("correct-horse-battery");
    await field(/^From address/).fill("tasks@example.com");
    await create("Tasks by mail");
    inboundUrl = await copied("URL");
    expect(inboundUrl).toContain(`${patchbay.url}/api/webhooks/inbound/`);
    expect(await copied("Email Worker")).toContain(JSON.stringify(inboundUrl));
    await page.getByRole("tab", { name: "Postfix" }).click();
    expect(await copied("Postfix alias")).toMatch(/^tasks: "\|\/usr\/bin\/curl .* exit 75"$/);
    await page.getByRole("tab", { name: "Other" }).click();
    expect(await copied("curl sample")).toContain(`'${inboundUrl}'`);
    await page.getByRole("tab", { name: "Gmail, Outlook" }).click();
    await page.getByText("Add a forwarding address").waitFor();
  });

  it("shows the password masked in the settings, and lets answers stay in the inbox", async () => {
    await openChannel("Tasks by mail", "Settings");
    expect(await field(/^Password/).inputValue()).toBe("••••tery");
    await page.getByRole("checkbox", { name: /^Send answers/ }).uncheck();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Tasks by mail saved.").waitFor();
    await page.getByRole("tab", { name: "Overview" }).click();
    await page.getByText("stay in the inbox").waitFor();
    await page.getByText(/no mail server to send by/).waitFor();
  });

  it("shows a mail with its subject, what it quotes, and its attachments to download", async () => {
    await postMail(inboundUrl, mail);
    await goTo("Inbox");
    await page.getByRole("link", { name: /^Dana Reed/ }).click();
    const message = page.getByRole("article", { name: "Message from Dana Reed" });
    await message.getByText("The March invoice", { exact: true }).waitFor();
    await message.getByText(/^Please send it to Globex by Friday/).waitFor();
    await message.getByRole("button", { name: "Show quoted text" }).click();
    await message.getByText(/When is it due\?/).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), message.getByRole("link", { name: "invoice.txt" }).click()]);
    expect(download.suggestedFilename()).toBe("invoice.txt");
    expect(await read(await download.createReadStream())).toBe("Total: 100");
  });

  it("shows what cannot be read with the reason, until somebody has looked at it", async () => {
    await postMail(inboundUrl, Buffer.from([0, 255, 254, 13, 10, 13, 10, 1, 2, 3]));
    await goTo("Home");
    const section = page.getByRole("region", { name: "To review" });
    await section.getByRole("link", { name: /Needs review/ }).click();
    const banner = page.getByRole("group", { name: "Review" });
    await banner.waitFor();
    await goTo("Inbox");
    const list = page.getByRole("region", { name: "Conversations" });
    await page.getByRole("checkbox", { name: "Needs review" }).check();
    await page.waitForURL(/needsReview=true/);
    await list.getByRole("link", { name: /^Dana Reed/ }).waitFor({ state: "detached" });
    await list.getByRole("listitem").getByRole("link").click();
    await banner.getByRole("button", { name: "Mark as reviewed" }).click();
    await page.getByText(/Reviewed just now/).waitFor();
    await list.getByText("Nothing needs review.").waitFor();
    await list.getByRole("button", { name: "Clear the filters" }).click();
    await list.getByRole("link", { name: /^Dana Reed/ }).waitFor();
    await goTo("Home");
    await page.getByRole("heading", { name: "Recent conversations" }).waitFor();
    await section.waitFor({ state: "detached" });
  });

  const mail = [
    "From: Dana Reed <dana@acme.example>",
    "To: tasks@example.com",
    "Subject: The March invoice",
    "Message-ID: <march@acme.example>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="part"',
    "",
    "--part",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Please send it to Globex by Friday.",
    "",
    "On Mon, 23 Nov 2026 at 10:00, Tasks <tasks@example.com> wrote:",
    "> When is it due?",
    "",
    "--part",
    'Content-Type: text/plain; name="invoice.txt"',
    'Content-Disposition: attachment; filename="invoice.txt"',
    "",
    "Total: 100",
    "--part--",
    "",
  ].join("\r\n");
});

async function read(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const part of stream) text += part.toString();
  return text;
}

it("asked no other origin, and nothing broke in the page", () => {
  expect(watched.foreign).toEqual([]);
  expect(watched.errors).toEqual([]);
});
