import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { queryOptionsFor } from "../../api/queries";
import type { Me } from "../../wire";

/** Goes in as whoever has just signed in; nothing of who was here before stays. */
export function useEnter(next: string | undefined): (me: Me) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    (me: Me) => {
      queries.clear();
      queries.setQueryData(queryOptionsFor("auth.me").queryKey, me);
      void navigate({ to: next ?? "/", replace: true });
    },
    [queries, navigate, next],
  );
}
