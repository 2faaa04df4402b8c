import { expect, test } from "vitest";
import type { Task } from "../../../bindings/procedures";
import { client, type ErrorOf } from "./client";
import { mutation, pagesOptionsFor, queryOptionsFor, useMutationOf } from "./queries";

// Checked by `tsc`: each line below an expectation must be refused. Nothing here is ever called.

export async function rightCalls() {
  const task: Task = await client.query("tasks.get", { id: "1" });
  await client.query("tasks.list");
  await client.query("tasks.list", { status: "pending", limit: 10 }, { signal: new AbortController().signal });
  await client.query("auth.me");
  await client.mutate("auth.signOut");
  await client.mutate("tasks.update", { id: task.id, deadline: null });
  const stop: () => void = client.subscribe("live.changes", null, (change) => change.kind === "task");
  const titles = (items: Task[]) => items.map((item) => item.title);
  const pages = pagesOptionsFor("tasks.list", { status: "pending" });
  pages.select?.({ pages: [], pageParams: [] }) satisfies Task[] | undefined;
  mutation("tasks.complete").mutationFn?.({ id: "1" }, {} as never);
  return { stop, titles };
}

export async function wrongCalls() {
  // @ts-expect-error there is no such procedure
  await client.query("tasks.all", {});
  // @ts-expect-error the input is required
  await client.query("tasks.get");
  // @ts-expect-error no such field in the input
  await client.query("tasks.list", { state: "pending" });
  // @ts-expect-error no such value of the field
  await client.query("tasks.list", { status: "done" });
  // @ts-expect-error a field is missing
  await client.mutate("tasks.fail", { id: "1" });
  // @ts-expect-error null does not clear an id
  await client.mutate("tasks.update", { id: null });
  // @ts-expect-error a mutation is not a query
  await client.query("tasks.complete", { id: "1" });
  // @ts-expect-error a query is not a mutation
  await client.mutate("tasks.get", { id: "1" });
  // @ts-expect-error a subscription is not a query
  await client.query("live.changes");
  const task = await client.query("tasks.get", { id: "1" });
  // @ts-expect-error the output has no such field
  task.dueDate;
  // @ts-expect-error a nullable field is not a string
  task.deadline.length;
  // @ts-expect-error the item has no such field
  client.subscribe("live.changes", null, (change) => change.taskId);
}

export function errorsOfEach(failed: ErrorOf<"tasks.complete">, limited: ErrorOf<"webhooks.create">) {
  const codes: boolean[] = [failed.code === "CONFLICT", failed.code === "NETWORK", limited.code === "WEBHOOK_LIMIT_EXCEEDED"];
  // @ts-expect-error completing a task makes no channel
  codes.push(failed.code === "WEBHOOK_LIMIT_EXCEEDED");
  return codes;
}

export function wrongOptions() {
  // @ts-expect-error a mutation has no query options
  queryOptionsFor("tasks.complete", { id: "1" });
  // @ts-expect-error the input is required
  queryOptionsFor("tasks.get");
  // @ts-expect-error this query does not answer in pages
  pagesOptionsFor("tasks.get", { id: "1" });
  // @ts-expect-error the cursor is not the caller's
  pagesOptionsFor("tasks.list", { cursor: "x" });
  // @ts-expect-error a query is not a mutation
  useMutationOf("tasks.get");
  // @ts-expect-error the variables are the input
  mutation("tasks.complete").mutationFn?.({ result: "done" }, {} as never);
}

test("the negative cases above are checked by the compiler", () => {
  expect([rightCalls, wrongCalls, errorsOfEach, wrongOptions]).toHaveLength(4);
});
