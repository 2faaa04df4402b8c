import { optionsOf, priorityLooks, taskStatusLooks } from "../../components/looks";
import type { Task } from "../../wire";

/** The filters of the task list, as they stand in the URL. */
export interface TaskFilters {
  status?: Task["status"];
  priority?: Task["priority"];
  assignee?: string;
  /** Only those that wait for a member's approval. */
  needsApproval?: true;
  search?: string;
  conversationId?: string;
}

export const statusOptions = optionsOf(taskStatusLooks);
export const priorityOptions = optionsOf(priorityLooks);

function oneOf<Value extends string>(value: unknown, options: { value: Value }[]): Value | undefined {
  return options.find((option) => option.value === value)?.value;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Anybody can type a URL: what is not a filter is left out. */
export function parseTaskFilters(search: Record<string, unknown>): TaskFilters {
  // The router reads ?search=12 as a number.
  const words = typeof search.search === "number" ? String(search.search) : text(search.search);
  return {
    status: oneOf(search.status, statusOptions),
    priority: oneOf(search.priority, priorityOptions),
    assignee: typeof search.assignee === "number" ? String(search.assignee) : text(search.assignee),
    needsApproval: search.needsApproval === true || undefined,
    search: words,
    conversationId: text(search.conversationId),
  };
}
