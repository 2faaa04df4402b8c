import type { JsonValue } from "../wire";

export type ReadJson = { value: JsonValue; error: null } | { value: null; error: string };

/** Reads what was typed, and says what is wrong with it before anything is sent. */
export function readJson(text: string): ReadJson {
  try {
    return { value: JSON.parse(text) as JsonValue, error: null };
  } catch (error) {
    return { value: null, error: `This is not valid JSON: ${error instanceof Error ? error.message : "it cannot be read"}.` };
  }
}

/** Events carry objects, and nothing else. */
export function readObject(text: string): ReadJson {
  const read = readJson(text);
  if (read.error !== null) return read;
  const { value } = read;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return read;
  return { value: null, error: "The data must be a JSON object: { … }." };
}
