import type { Contact, ContactCreate, ContactIdentifier, ContactUpdate } from "../../wire";
import { identifierInputs } from "./identifier-kinds";

export interface IdentifierRow {
  kind: ContactIdentifier["kind"];
  value: string;
  /** Kept while another kind is tried; it means nothing there. */
  webhookId: string | null;
}

export interface ContactValues {
  name: string;
  timeZone: string | null;
  identifiers: IdentifierRow[];
}

export const emptyRow: IdentifierRow = { kind: "phone", value: "", webhookId: null };
export const newContactValues: ContactValues = { name: "", timeZone: null, identifiers: [emptyRow] };
export const mostIdentifiers = 20;
const longestName = 200;

export function valuesOf({ name, timeZone, identifiers }: Contact): ContactValues {
  return { name: name ?? "", timeZone, identifiers: identifiers.map(({ kind, value, webhookId }) => ({ kind, value, webhookId: webhookId ?? null })) };
}

/** What can be said without the server, under the paths of the form's inputs. `stored` is the contact that is edited. */
export function validateContact(values: ContactValues, stored?: Contact): Record<string, string> {
  const errors: Record<string, string> = {};
  const name = values.name.trim();
  // Somebody who only wrote has no name, and need not get one.
  if (name === "" && stored?.name !== null) errors.name = "Enter what they are called.";
  else if ([...name].length > longestName) errors.name = `A name has at most ${longestName} characters.`;
  values.identifiers.forEach((row, index) => {
    if (row.value.trim() === "") errors[`identifiers.${index}.value`] = identifierInputs[row.kind].missing;
    if (row.kind === "custom" && row.webhookId === null) errors[`identifiers.${index}.webhookId`] = "Choose the channel.";
  });
  return errors;
}

/** One for each row, in the order of the rows: the server's words name them by their place. */
function identifiersOf({ identifiers }: ContactValues): ContactIdentifier[] {
  return identifiers.map(({ kind, value, webhookId }) =>
    kind === "custom" ? { kind, value: value.trim(), webhookId } : { kind, value: value.trim() },
  );
}

export function createInputOf(values: ContactValues): ContactCreate {
  return { name: values.name.trim(), timeZone: values.timeZone, identifiers: identifiersOf(values) };
}

/** Only what changed: a name on a channel that was deleted meanwhile would be refused, and need not be sent again. */
export function updateInputOf(values: ContactValues, stored: Contact): ContactUpdate {
  const before = valuesOf(stored);
  const name = values.name.trim();
  return {
    id: stored.id,
    ...(name === before.name ? {} : { name }),
    ...(values.timeZone === before.timeZone ? {} : { timeZone: values.timeZone }),
    ...(JSON.stringify(identifiersOf(values)) === JSON.stringify(identifiersOf(before)) ? {} : { identifiers: identifiersOf(values) }),
  };
}
