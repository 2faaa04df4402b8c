import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { notifyDone, notifyFailed } from "../../components/notify";
import type { Task } from "../../wire";

export function isFinal(task: Pick<Task, "status">): boolean {
  return task.status === "completed" || task.status === "failed" || task.status === "cancelled";
}

/** Whether a member has to agree to it before it is begun; what is over needs that no more. */
export function isToApprove(task: Pick<Task, "status" | "needsApproval">): boolean {
  return task.needsApproval && !isFinal(task);
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
  const approve = useMutation({
    ...mutation("tasks.approve"),
    onSuccess: () => notifyDone(`${name} approved.`),
    onError: (error) => notifyFailed(`${name} was not approved.`, error),
  });
  const cancel = useMutation({
    ...mutation("tasks.cancel"),
    onSuccess: () => notifyDone(`${name} cancelled.`, () => setStatus(before)),
    onError: (error) => notifyFailed(`${name} was not cancelled.`, error),
  });
  return {
    busy: update.isPending || approve.isPending || complete.isPending || cancel.isPending,
    approve: () => approve.mutate({ id: task.id }),
    complete: () => complete.mutate({ id: task.id }),
    cancel: () => cancel.mutate({ id: task.id }),
    start: () => setStatus("in_progress"),
    reopen: () => setStatus("pending"),
  };
}
