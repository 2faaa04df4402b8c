/** The search of the event types, as it stands in the URL. */
export interface EventTypeFilters {
  search?: string;
  /** Archived ones too. */
  archived?: true;
}

export function parseEventTypeFilters(search: Record<string, unknown>): EventTypeFilters {
  return {
    search: typeof search.search === "string" && search.search !== "" ? search.search : undefined,
    archived: search.archived === true || search.archived === "true" ? true : undefined,
  };
}

/** The type that a new version is registered of; none for a new type. */
export function parseRegister(search: Record<string, unknown>): { from?: string } {
  return { from: typeof search.from === "string" && search.from !== "" ? search.from : undefined };
}
