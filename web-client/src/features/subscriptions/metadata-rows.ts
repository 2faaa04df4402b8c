import { readJson } from "../../components/read-json";
import type { JsonValue } from "../../wire";

type Metadata = { [key: string]: JsonValue };

export interface MetadataRow {
  name: string;
  value: string;
  /** Whether the value is JSON as it stands, because what is stored is no text. */
  isJson: boolean;
}

export function metadataRowsOf(metadata: Metadata): MetadataRow[] {
  return Object.entries(metadata).map(([name, value]) => ({ name, value: metadataText(value), isJson: typeof value !== "string" }));
}

/** What the rows mean on the wire; a row that nobody wrote anything into is left out. */
export function metadataOf(rows: MetadataRow[]): Metadata {
  const filled = rows.filter(isWritten);
  return Object.fromEntries(filled.map(({ name, value, isJson }) => [name.trim(), isJson ? readJson(value).value : value]));
}

export function isWritten({ name, value }: MetadataRow): boolean {
  return name.trim() !== "" || value !== "";
}

/** A value as people read it: text as it is, anything else as JSON. */
export function metadataText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
