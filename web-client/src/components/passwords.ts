/** What the server asks of a new password. */
export const minPasswordLength = 10;

/** What is wrong with a new password, as far as it can be told without the server. */
export function checkNewPassword(password: string): string | null {
  // Counted as the server does: by characters, not by the halves that JavaScript makes of some.
  return [...password].length < minPasswordLength ? `Use at least ${minPasswordLength} characters.` : null;
}
