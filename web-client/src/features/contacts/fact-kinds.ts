import type { FactKind } from "../../wire";

/** What each kind of fact is called. */
export const factKinds: Record<FactKind, string> = {
  note: "Note",
  preference: "Preference",
  working_hours: "Working hours",
  project: "Project",
  tone: "Tone",
  name: "Name",
};

export const factKindOptions = (Object.keys(factKinds) as FactKind[]).map((kind) => ({ value: kind, label: factKinds[kind] }));

export const longestFact = 200;
