import { ApiError } from "../../api/api-error";
import { readJson } from "../../components/read-json";
import type { EventType, EventTypeRegister } from "../../wire";

/** What the form of an event type holds; schema and sample as they are typed. */
export interface RegisterValues {
  name: string;
  group: string;
  description: string;
  schema: string;
  sample: string;
}

export const emptySchema = JSON.stringify({ type: "object", required: ["id"], properties: { id: { type: "string" } } }, null, 2);
const emptySample = JSON.stringify({ id: "4821" }, null, 2);

/** A new type begins with an example; a new version with the one before. */
export function registerValuesOf(type: EventType | undefined): RegisterValues {
  if (type === undefined) return { name: "", group: "", description: "", schema: emptySchema, sample: emptySample };
  const { name, group, description, schema, sample } = type;
  return { name, group, description, schema: JSON.stringify(schema, null, 2), sample: JSON.stringify(sample, null, 2) };
}

export function validateRegister(values: RegisterValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!/^\w+(\.\w+)*$/.test(values.name.trim())) errors.name = "Enter parts of letters, digits and underscores with dots between them, such as deal.won.";
  for (const field of ["schema", "sample"] as const) {
    const { error } = readJson(values[field]);
    if (error !== null) errors[field] = error;
  }
  return errors;
}

export function registerInput(values: RegisterValues): EventTypeRegister {
  return {
    name: values.name.trim(),
    group: values.group.trim() === "" ? null : values.group.trim(),
    description: values.description.trim(),
    schema: readJson(values.schema).value,
    sample: readJson(values.sample).value,
  };
}

/** The server says where in the schema or the sample; both are one input here. */
export function placeRegisterErrors(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.fields.length === 0) return error;
  const fields = error.fields.map(({ path, message }) => {
    const [, field, rest] = /^(schema|sample)\.?(.+)$/.exec(path) ?? [];
    return field === undefined || rest === undefined ? { path, message } : { path: field, message: `in ${rest}: ${message}` };
  });
  return new ApiError(error.status, { code: error.code, message: error.message, fields, requestId: error.requestId ?? undefined }, { cause: error });
}
