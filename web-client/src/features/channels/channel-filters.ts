/** What stands in the URL of the list of channels. */
export interface ChannelFilters {
  /** Those that are deleted or disabled too. */
  includeInactive?: true;
}

export function parseChannelFilters(search: Record<string, unknown>): ChannelFilters {
  return { includeInactive: search.includeInactive === true ? true : undefined };
}
