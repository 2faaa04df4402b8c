/**
 * The path of a file that this server keeps. Anything else is an address that a sender chose, and so is a path that
 * only looks like one of ours.
 */
export function ownAttachment(url: string, here: string): string | null {
  if (!URL.canParse(url, here)) return null;
  const parsed = new URL(url, here);
  const isOurs = parsed.origin === new URL(here).origin && /^\/api\/v1\/messages\/[^/]+\/attachments\/\d+$/.test(parsed.pathname);
  return isOurs ? parsed.pathname : null;
}
