import { ApiError } from "../api/api-error";
import { asSentence } from "./as-sentence";

interface Form {
  getValues: () => object;
  setErrors: (errors: Record<string, string>) => void;
  getInputNode: (path: string) => HTMLElement | null;
}

/** Takes whoever sent a form to the first input that needs them; it may be out of sight. */
export function focusFirstError(form: Pick<Form, "getInputNode">, errors: object): void {
  const nodes = Object.keys(errors).flatMap((path) => form.getInputNode(path) ?? []);
  const first = nodes.reduce<HTMLElement | null>(
    (top, node) => (top === null || node.compareDocumentPosition(top) & Node.DOCUMENT_POSITION_FOLLOWING ? node : top),
    null,
  );
  first?.focus();
}

/**
 * Puts the server's words beside the inputs they are about. `names` maps a path of the wire to the form's own field
 * where they differ; a path below a field ("tags[2]") belongs to the field, unless the form has an input for it
 * ("identifiers[0].value"). Answers false when a word found no input:
 * then the caller shows the whole error.
 */
export function applyServerErrors(form: Form, error: unknown, names: Record<string, string> = {}): boolean {
  if (!(error instanceof ApiError) || error.fields.length === 0) return false;
  const errors: Record<string, string> = {};
  let all = true;
  for (const { path, message } of error.fields) {
    const field = fieldFor(path, form.getValues(), names);
    if (field === null) all = false;
    else errors[field] ??= asSentence(message);
  }
  if (Object.keys(errors).length > 0) {
    form.setErrors(errors);
    focusFirstError(form, errors);
  }
  return all;
}

function fieldFor(path: string, values: object, names: Record<string, string>): string | null {
  for (let rest = path; rest !== ""; rest = rest.replace(/(\.|\[)[^.[]*$/, "")) {
    const name = names[rest] ?? rest;
    if (Object.hasOwn(values, name)) return name;
    if (isInRow(values, rest)) return rest.replaceAll("[", ".").replaceAll("]", "");
    if (!/[.[]/.test(rest)) break;
  }
  return null;
}

/** Whether a path leads to a field of one of the form's rows. */
function isInRow(values: object, path: string): boolean {
  const [, list, index, field] = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(path) ?? [];
  if (list === undefined || field === undefined || !Object.hasOwn(values, list)) return false;
  const row: unknown = (values as Record<string, unknown[]>)[list]?.[Number(index)];
  return typeof row === "object" && row !== null && Object.hasOwn(row, field);
}
