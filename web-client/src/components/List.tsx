import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { EmptyState, ErrorBox, LoadingRows } from "./Feedback";
import classes from "./List.module.css";
import { useFresh } from "./use-fresh";

export const listClasses = classes;

export interface Column<Item> {
  title: string;
  /** A CSS width; the first column takes what is left. */
  width?: string;
  align?: "end";
  /** Left out where two lines must be enough. */
  hideOnPhone?: boolean;
  cell: (item: Item) => ReactNode;
}

interface PagedQuery<Item> {
  data: Item[] | undefined;
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

interface ListProps<Item> {
  label: string;
  query: PagedQuery<Item>;
  columns: Column<Item>[];
  empty: ReactNode;
  /** What stands on the button that brings the next page. */
  more?: ReactNode;
}

/** A table of one query: loading, empty, error, rows, more. On a phone a row becomes two lines. */
export function List<Item extends { id: string }>({ label, query, columns, empty, more }: ListProps<Item>) {
  const items = query.data;
  const fresh = useFresh(items);
  if (items === undefined) {
    return query.isPending ? <LoadingRows /> : <ErrorBox error={query.error} retry={() => query.refetch()} />;
  }
  // Rows that are there stay readable when a refresh fails; the error stands above them.
  const stale = query.error !== null && !query.isFetchNextPageError;
  return (
    <>
      {stale && <ErrorBox error={query.error} retry={() => query.refetch()} what="This list may be out of date." />}
      {items.length === 0 ? (
        typeof empty === "string" ? <EmptyState>{empty}</EmptyState> : empty
      ) : (
        <table className={classes.table} role="table" aria-label={label}>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map((column) => (
                <th key={column.title} role="columnheader" scope="col" style={{ width: column.width }} data-align={column.align}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {items.map((item) => (
              <tr key={item.id} role="row" className={classes.row} data-fresh={fresh.has(item.id) || undefined}>
                {columns.map((column, index) => (
                  <td
                    key={column.title}
                    role="cell"
                    data-align={column.align}
                    data-first={index === 0 || undefined}
                    data-phone={column.hideOnPhone === true ? "hide" : undefined}
                  >
                    {column.cell(item)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LoadMore query={query}>{more}</LoadMore>
    </>
  );
}

export function LoadMore({ query, children = "Load more" }: { query: Omit<PagedQuery<unknown>, "data">; children?: ReactNode }) {
  if (query.isFetchNextPageError) {
    return <ErrorBox error={query.error} retry={() => query.fetchNextPage()} what="The rest could not be loaded." />;
  }
  if (!query.hasNextPage) return null;
  return (
    <div className={classes.more}>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {children}
      </Button>
    </div>
  );
}
