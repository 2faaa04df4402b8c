import type { JsonValue } from "../../wire";

/** What people look for first when they tell events apart. */
const telling = ["title", "content", "name", "channelName", "message", "contactName", "email", "status", "id"];

/** One line of an event's data: the first member that tells something, else the data itself. */
export function dataInShort(data: JsonValue): string {
  if (data !== null && typeof data === "object" && !Array.isArray(data)) {
    for (const field of telling) {
      const value = data[field];
      if (typeof value === "string" && value.trim() !== "") return value.slice(0, 200);
    }
  }
  return JSON.stringify(data).slice(0, 200);
}
