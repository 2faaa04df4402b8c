import type { JsonValue } from "../../../wire";

export interface ChangedField {
  /** Where it stands: `providerConfig.outboundWebhookUrl`. */
  field: string;
  before: JsonValue | undefined;
  after: JsonValue | undefined;
}

/** The fields that differ, in the order they are written; the fields of a field each by itself. */
export function changedFields(before: JsonValue | null, after: JsonValue | null): ChangedField[] {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.flatMap((field) => {
    const change = { field, before: old.get(field), after: now.get(field) };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

function fieldsOf(value: JsonValue | null, path = ""): Map<string, JsonValue> {
  if (value === null && path === "") return new Map();
  if (value === null || typeof value !== "object" || Array.isArray(value) || (path !== "" && Object.keys(value).length === 0)) {
    return new Map([[path, value]]);
  }
  return new Map(Object.entries(value).flatMap(([name, each]) => [...fieldsOf(each, path === "" ? name : `${path}.${name}`)]));
}

/** A value as a person reads it in a cell. */
export function readable(value: JsonValue | undefined): string {
  if (value === undefined || value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}
