import { useQuery } from "@tanstack/react-query";
import { queryOptionsFor } from "../../api/queries";
import type { EventType } from "../../wire";

/** What can happen, by name; undefined while it is not known. */
export function useEventTypes(): EventType[] | undefined {
  return useQuery(queryOptionsFor("eventTypes.list")).data?.items;
}

/** The types as a filter has them; one that is chosen stands there also where it is gone. */
export function useEventTypeOptions(chosen: string | undefined): { value: string; label: string }[] {
  const names = useEventTypes()?.map((type) => type.name) ?? [];
  if (chosen !== undefined && !names.includes(chosen)) names.unshift(chosen);
  return names.map((name) => ({ value: name, label: name }));
}
