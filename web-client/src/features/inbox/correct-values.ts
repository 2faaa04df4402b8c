import { fromLocalField, toLocalField } from "../../components/time/format";
import type { Message, MessageCorrect, MessageIntent, MessageTask, Priority, TaskCorrect } from "../../wire";

/** A task as the dialog has it. */
export interface TaskRow {
  /** Stays while rows come and go. */
  key: string;
  /** None: one that is missing. */
  taskId: string | null;
  number: number | null;
  title: string;
  priority: Priority;
  /** On the clocks of the member, as a field has it; empty: none. */
  dueAt: string;
  remove: boolean;
}

/** What the dialog holds. */
export interface CorrectValues {
  intent: MessageIntent;
  urgency: Priority;
  tasks: TaskRow[];
}

export const isOpenTask = (task: MessageTask) => task.status === "pending" || task.status === "in_progress";

export function newRow(key: string): TaskRow {
  return { key, taskId: null, number: null, title: "", priority: "medium", dueAt: "", remove: false };
}

/** Tasks that came to an end otherwise are not the correction's to change. */
export function valuesOf(message: Message, zone: string): CorrectValues {
  const row = (task: MessageTask): TaskRow => ({
    key: task.id,
    taskId: task.id,
    number: task.number,
    title: task.title,
    priority: task.priority,
    dueAt: toLocalField(task.deadline, zone),
    remove: false,
  });
  return { intent: message.intent ?? "other", urgency: message.urgency ?? "medium", tasks: message.tasks.filter(isOpenTask).map(row) };
}

/** Only what was changed is said: a deadline keeps its seconds where nobody touched it. */
export function correctionOf(values: CorrectValues, message: Message, zone: string): MessageCorrect {
  const before = valuesOf(message, zone);
  const isTask = values.intent === "task";
  const tasks = values.tasks.flatMap((row): TaskCorrect[] => {
    if (row.remove) return row.taskId === null ? [] : [{ taskId: row.taskId, remove: true }];
    // What is no task has none; those that are open are cancelled by that alone.
    if (!isTask) return [];
    const dueAt = fromLocalField(row.dueAt, zone);
    if (row.taskId === null) return [{ title: row.title.trim(), priority: row.priority, dueAt }];
    const known = before.tasks.find((task) => task.taskId === row.taskId);
    const changed = {
      ...(known?.title === row.title.trim() ? {} : { title: row.title.trim() }),
      ...(known?.priority === row.priority ? {} : { priority: row.priority }),
      ...(known?.dueAt === row.dueAt ? {} : { dueAt }),
    };
    return Object.keys(changed).length === 0 ? [] : [{ taskId: row.taskId, ...changed }];
  });
  return {
    messageId: message.id,
    ...(values.intent === message.intent ? {} : { intent: values.intent }),
    ...(values.urgency === message.urgency ? {} : { urgency: values.urgency }),
    ...(tasks.length === 0 ? {} : { tasks }),
  };
}

export function validateCorrection(values: CorrectValues): Record<string, string> {
  const errors: Record<string, string> = {};
  if (values.intent !== "task") return errors;
  values.tasks.forEach((row, index) => {
    if (!row.remove && row.title.trim() === "") errors[`tasks.${index}.title`] = "Say what is to be done.";
  });
  return errors;
}
