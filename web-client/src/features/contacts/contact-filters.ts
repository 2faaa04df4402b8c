/** What stands in the URL of the list of contacts. */
export interface ContactFilters {
  search?: string;
}

/** The router reads ?search=12 as a number. */
export function parseContactFilters({ search }: Record<string, unknown>): ContactFilters {
  if (typeof search === "number") return { search: String(search) };
  return { search: typeof search === "string" && search !== "" ? search : undefined };
}
