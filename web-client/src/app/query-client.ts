import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/api-error";
import { isSignedOut } from "../components/describe-error";

/** What the caller did wrong stays wrong; only what may pass by itself is asked again. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "NETWORK" || error.code === "UNAVAILABLE");
}

function isAboutSession(key: readonly unknown[] | undefined): boolean {
  return String(key?.[0]).startsWith("auth.");
}

export function createQueryClient(): QueryClient {
  /** The session gate looks at the answer, and leads to the sign-in page when nobody is. */
  const askWhoIsSignedIn = (error: unknown) => {
    if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: ["auth.me"] });
  };
  const queries: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < 2 && mayPass(error),
        // "Offline" of the browser says nothing about a server on this machine.
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== "auth.me") askWhoIsSignedIn(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        // A wrong password is no ended session.
        if (!isAboutSession(mutation.options.mutationKey)) askWhoIsSignedIn(error);
      },
      // The live connection says the same a moment later; this holds also while there is none.
      onSuccess: (_data, _variables, _result, mutation) => {
        if (isAboutSession(mutation.options.mutationKey)) return;
        void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "auth.me" });
      },
    }),
  });
  return queries;
}
