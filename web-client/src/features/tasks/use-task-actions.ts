import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Task } from "../../wire";

export function isFinal(task: Pick<Task, "status">): boolean {
  return task.status === "completed" || task.status === "failed" || task.status === "cancelled";
}

/** What can be done with a task by one click. Finishing it can be undone instead of asking first. */
export function useTaskActions(task: Pick<Task, "id" | "number" | "status">) {
  const name = `Task ${task.number}`;
  const update = useMutation({
    ...mutation("tasks.update"),
    onError: (error) => notifyFailed(`${name} was not changed.`, error),
  });
  const setStatus = (status: "pending" | "in_progress") => update.mutate({ id: task.id, status });
  const before = task.status === "in_progress" ? "in_progress" : "pending";
  const complete = useMutation({
    ...mutation("tasks.complete"),
    onSuccess: () => notifyDone(`${name} completed.`, () => setStatus(before)),
    onError: (error) => notifyFailed(`${name} was not completed.`, error),
  });
  const cancel = useMutation({
    ...mutation("tasks.cancel"),
    onSuccess: () => notifyDone(`${name} cancelled.`, () => setStatus(before)),
    onError: (error) => notifyFailed(`${name} was not cancelled.`, error),
  });
  return {
    busy: update.isPending || complete.isPending || cancel.isPending,
    complete: () => complete.mutate({ id: task.id }),
    cancel: () => cancel.mutate({ id: task.id }),
    start: () => setStatus("in_progress"),
    reopen: () => setStatus("pending"),
  };
}
