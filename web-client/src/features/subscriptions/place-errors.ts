import { ApiError } from "../../api/api-error";
import type { FieldError } from "../../wire";
import type { SubscriptionValues } from "./subscription-values";

/**
 * The server's words by the places of the form: it names a header ("headers.X-Team") or a type where the form has a
 * row, and an event by its place ("events[1]") where the form has chips.
 */
export function placeErrors(error: unknown, values: SubscriptionValues): unknown {
  if (!(error instanceof ApiError) || error.fields.length === 0) return error;
  const fields = error.fields.map((field) => placed(field, values));
  return new ApiError(error.status, { code: error.code, message: error.message, fields, requestId: error.requestId ?? undefined }, { cause: error });
}

function placed(field: FieldError, values: SubscriptionValues): FieldError {
  const { path, message } = field;
  const [, list, name] = /^(headers|signatureHeaders)\.(.+)$/.exec(path) ?? [];
  if ((list === "headers" || list === "signatureHeaders") && name !== undefined) {
    const row = values[list].findIndex((each) => each.name.trim().toLowerCase() === name.toLowerCase());
    return row === -1 ? { path: list, message: `${name} ${message}` } : { path: `${list}[${row}].value`, message };
  }
  const [, type] = /^pinnedVersions\.(.+)$/.exec(path) ?? [];
  if (type !== undefined) {
    const row = values.pinnedVersions.findIndex((each) => each.type === type);
    return row === -1 ? { path: "pinnedVersions", message: `${type} ${message}` } : { path: `pinnedVersions[${row}].version`, message };
  }
  const [, chips, place] = /^(events|channels)\[(\d+)\]$/.exec(path) ?? [];
  if (chips === "events" || chips === "channels") {
    const chip = values[chips][Number(place)];
    return { path: chips, message: chip === undefined ? message : `“${chip}” ${message}` };
  }
  return field;
}
