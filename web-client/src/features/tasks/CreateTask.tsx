import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { notifyDone } from "../../components/notify";
import { TaskForm } from "./TaskForm";

export function CreateTask({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const create = useMutation(mutation("tasks.create"));
  return (
    <Modal opened={opened} onClose={onClose} title="Create task" size="lg">
      <TaskForm
        verb="Create task"
        onCancel={onClose}
        onSave={async (values) => {
          const task = await create.mutateAsync({
            title: values.title,
            description: values.description ?? undefined,
            priority: values.priority,
            deadline: values.deadline ?? undefined,
            assignee: values.assignee ?? undefined,
          });
          onClose();
          notifyDone(`Task ${task.number} created.`);
        }}
      />
    </Modal>
  );
}
