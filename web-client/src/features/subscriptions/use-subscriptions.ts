import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { pagesOptionsFor } from "../../api/queries";
import type { Subscription } from "../../wire";

/** More than this many are named by their id alone. */
const most = 1_000;

/** All subscriptions, deleted ones too, for names, filters and links; undefined while they are not known. */
export function useSubscriptions(): Subscription[] | undefined {
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(pagesOptionsFor("subscriptions.list", { includeDeleted: true, limit: 100 }));
  const goOn = hasNextPage && !isFetching && (data?.length ?? 0) < most;
  useEffect(() => {
    if (goOn) void fetchNextPage();
  }, [goOn, fetchNextPage]);
  return data;
}
