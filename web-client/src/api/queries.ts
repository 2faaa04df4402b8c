import {
  infiniteQueryOptions,
  mutationOptions,
  queryOptions,
  useMutation,
  type InfiniteData,
  type UseMutationOptions,
} from "@tanstack/react-query";
import type { Page } from "../../../bindings/procedures";
import {
  client,
  type ArgumentsOf,
  type ErrorOf,
  type InputOf,
  type MutationName,
  type OutputOf,
  type QueryName,
} from "./client";

// Query keys are `[name, input]`, so `["tasks.list"]` names every list of tasks.

type InputArgument<N extends QueryName> = undefined extends ArgumentsOf<N>[0]
  ? [input?: InputOf<N>]
  : [input: InputOf<N>];

/** For `useQuery(queryOptionsFor("tasks.get", { id }))`. */
export function queryOptionsFor<N extends QueryName>(name: N, ...[input]: InputArgument<N>) {
  return queryOptions<OutputOf<N>, ErrorOf<N>, OutputOf<N>, readonly [N, InputOf<N> | null]>({
    queryKey: [name, input ?? null],
    queryFn: ({ signal }) => client.query(name, ...([input, { signal }] as ArgumentsOf<N>)),
  });
}

/** The queries that answer in pages. */
export type PagedName = { [N in QueryName]: OutputOf<N> extends Page<unknown> ? N : never }[QueryName];
type ItemOf<N extends PagedName> = OutputOf<N> extends Page<infer Item> ? Item : never;
type FilterOf<N extends PagedName> = Omit<InputOf<N>, "cursor">;

/** For `useInfiniteQuery(pagesOptionsFor("tasks.list", { status }))`; the data is one list of all pages so far. */
export function pagesOptionsFor<N extends PagedName>(name: N, input: FilterOf<N>) {
  type Answer = Page<ItemOf<N>>;
  type Key = readonly [N, FilterOf<N>, "pages"];
  return infiniteQueryOptions<Answer, ErrorOf<N>, ItemOf<N>[], Key, string | null>({
    queryKey: [name, input, "pages"],
    queryFn: async ({ pageParam, signal }) => {
      const call = [{ ...input, cursor: pageParam }, { signal }] as unknown as ArgumentsOf<N>;
      return (await client.query(name, ...call)) as unknown as Answer;
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data: InfiniteData<Answer>) => data.pages.flatMap((page) => page.items),
  });
}

type Variables<N extends MutationName> = null extends InputOf<N> ? void : InputOf<N>;

/** For `useMutation({ ...mutation("tasks.complete"), onSuccess })`. */
export function mutation<N extends MutationName>(name: N) {
  return mutationOptions<OutputOf<N>, ErrorOf<N>, Variables<N>>({
    mutationKey: [name],
    mutationFn: (input) => client.mutate(name, ...([input] as unknown as ArgumentsOf<N>)),
  });
}

/** `useMutation` for a procedure. */
export function useMutationOf<N extends MutationName>(
  name: N,
  options?: Omit<UseMutationOptions<OutputOf<N>, ErrorOf<N>, Variables<N>>, "mutationFn" | "mutationKey">,
) {
  return useMutation({ ...mutation(name), ...options });
}
