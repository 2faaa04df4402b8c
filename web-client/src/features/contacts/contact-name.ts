import type { Contact } from "../../wire";

/** Who it is: the name if there is one, else what they are known by first. */
export function contactName({ name, identifiers }: Pick<Contact, "name" | "identifiers">): string {
  return name ?? identifiers[0]?.value ?? "Without a name";
}
