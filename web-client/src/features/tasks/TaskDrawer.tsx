import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { queryOptionsFor } from "../../api/queries";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { usePageTitle } from "../../components/Page";
import { TaskDetail } from "./TaskDetail";

/** A task beside the list it was found in. `taskId` is its number or its id. */
export function TaskDrawer({ taskId, onClose }: { taskId: string; onClose: () => void }) {
  const task = useQuery(queryOptionsFor("tasks.get", { id: taskId }));
  const name = task.data === undefined ? "Task" : `Task ${task.data.number}`;
  usePageTitle(name);
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={name}>
      {task.data !== undefined ? (
        <TaskDetail task={task.data} />
      ) : task.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={task.error} retry={() => void task.refetch()} />
      )}
    </Drawer>
  );
}
