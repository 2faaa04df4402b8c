/** How a secret that is stored begins where it is shown; sent back like this it stays what it is. */
export const mask = "••••";

export function isMasked(value: string): boolean {
  return value.startsWith(mask);
}
