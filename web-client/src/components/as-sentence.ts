/** "must be a URL" → "Must be a URL.": the server's words where they stand alone. */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.?!…]$/.test(begun) ? begun : `${begun}.`;
}
