import { infiniteQueryOptions, useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client, type ErrorOf } from "../../api/client";
import type { Delivery, DeliveryList, DeliveryPage } from "../../wire";

/** Pages of a search that are asked for without being told to. */
const automatic = 4;

type Input = Omit<DeliveryList, "cursor">;

interface Found {
  items: Delivery[];
  pages: number;
  /** Where the search for a text stopped; null where it came to its end or found a whole page. */
  searchedUntil: string | null;
}

function options(input: Input) {
  return infiniteQueryOptions<DeliveryPage, ErrorOf<"deliveries.list">, Found, readonly ["deliveries.list", Input, "pages"], string | null>({
    queryKey: ["deliveries.list", input, "pages"],
    queryFn: ({ pageParam, signal }) => client.query("deliveries.list", { ...input, cursor: pageParam }, { signal }),
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    select: ({ pages }: InfiniteData<DeliveryPage>) => ({
      items: pages.flatMap((page) => page.items),
      pages: pages.length,
      searchedUntil: pages.at(-1)?.searchedUntil ?? null,
    }),
  });
}

/**
 * The log. A search that no index serves looks through a part of it at a time: it goes on by itself for a few parts, then waits
 * to be told to, so that a word that is nowhere does not read the whole log.
 */
export function useDeliveries(input: Input) {
  const query = useInfiniteQuery(options(input));
  const [allowed, setAllowed] = useState(automatic);
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const stopped = hasNextPage && data !== undefined && data.searchedUntil !== null;
  const goOn = stopped && data.pages < allowed && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
  return {
    ...query,
    data: data?.items,
    searchedUntil: stopped ? data.searchedUntil : null,
    searching: stopped && isFetching,
    fetchNextPage: () => {
      setAllowed((data?.pages ?? 0) + automatic);
      return fetchNextPage();
    },
  };
}
