import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { client } from "../../api/client";
import { aMessage } from "../../test/a-message";
import { renderPart } from "../../test/render";
import type { Message } from "../../wire";
import { MessageItem } from "./MessageItem";

afterEach(() => vi.restoreAllMocks());

const show = (changes: Partial<Message>) => renderPart(<MessageItem message={aMessage(changes)} name="Dana" fresh={false} shown={false} />);

it("shows a mail's subject, that it was forwarded, and what it quotes when asked", async () => {
  show({ content: "The March invoice\n\nPlease send it.", email: { subject: "The March invoice", to: [], isForwarded: true, quoted: "> earlier words" } });
  expect(await screen.findByText("The March invoice")).toBeTruthy();
  expect(screen.getByText("Please send it.")).toBeTruthy();
  expect(screen.getByText("Forwarded")).toBeTruthy();
  const quoted = screen.getByText("> earlier words");
  expect(quoted.hidden).toBe(true);
  await userEvent.click(screen.getByRole("button", { name: "Show quoted text" }));
  expect(quoted.hidden).toBe(false);
});

it("shows a subject once, also where it stands above the text without its prefix", async () => {
  show({ content: "Offer\n\nPlease look.\n\nThanks", email: { subject: "Fwd: Offer", to: [], isForwarded: true, quoted: null } });
  expect((await screen.findByText(/^Please look\./)).textContent).toBe("Please look.\n\nThanks");
  expect(screen.queryByText("Offer", { exact: true })).toBeNull();
  show({ content: "offer accepted", email: { subject: "The offer accepted", to: [], isForwarded: false, quoted: null } });
  expect(await screen.findByText("offer accepted")).toBeTruthy();
});

it("downloads its own attachments, opens web addresses elsewhere, and makes no link of anything else", async () => {
  show({
    attachments: [
      { type: "application/pdf", url: "/api/v1/messages/0199/attachments/0", name: "invoice.pdf" },
      { type: "image/png", url: "https://files.example/a.png", name: null },
      { type: "text/html", url: "javascript:alert(1)", name: "trap" },
    ],
  });
  const own = await screen.findByRole("link", { name: "invoice.pdf" });
  expect([own.getAttribute("href"), own.getAttribute("download")]).toEqual(["/api/v1/messages/0199/attachments/0", "invoice.pdf"]);
  expect(screen.getByRole("link", { name: "https://files.example/a.png" }).getAttribute("rel")).toContain("noopener");
  expect(screen.queryByRole("link", { name: "trap" })).toBeNull();
  expect(screen.getByText("application/pdf")).toBeTruthy();
});

it("says why a message is not answered, and until when one waits", async () => {
  show({ unanswered: "opt_out" });
  expect(await screen.findByText(/^Recorded as opt-out\. Patchbay does not answer it/)).toBeTruthy();
  show({ unanswered: "unreadable", review: "The mail has no sender." });
  expect(await screen.findByText("The mail has no sender.")).toBeTruthy();
  expect(screen.queryByText(/^It could not be read/)).toBeNull();
  show({ status: "deferred", deferredUntil: "2026-11-24T10:01:00.000Z" });
  expect(await screen.findByText(/^Waits for the rate limit until/)).toBeTruthy();
});

it("says why an answer was not sent", async () => {
  show({
    direction: "outbound",
    author: "assistant",
    status: "failed",
    delivery: { id: "0300", status: "cancelled", attemptCount: 0, lastError: "Not sent: +15005550001 texted STOP.", nextAttemptAt: null },
  });
  expect(await screen.findByText("Not sent: +15005550001 texted STOP.")).toBeTruthy();
  expect(screen.getByText("Cancelled")).toBeTruthy();
});

it("asks for a review with its reason, and says when it is done", async () => {
  const mutate = vi.spyOn(client, "mutate").mockResolvedValue(aMessage({}) as never);
  show({ content: "", unanswered: "unreadable", review: "The mail has no sender." });
  await userEvent.click(await screen.findByRole("button", { name: "Mark as reviewed" }));
  expect(mutate).toHaveBeenCalledWith("messages.markReviewed", { id: "0199" });
  expect(screen.getByText("No text")).toBeTruthy();
  show({ id: "0198", review: "The mail is cut off.", reviewedAt: "2026-11-24T10:00:00.000Z" });
  expect(await screen.findByText(/^The mail is cut off\. Reviewed/)).toBeTruthy();
});
