/** What of the tokens is shown, as it stands in the URL. */
export interface TokenSearch {
  /** Also those that are revoked or over. */
  all?: true;
}

export function parseTokenSearch(search: Record<string, unknown>): TokenSearch {
  return { all: search.all === true ? true : undefined };
}
