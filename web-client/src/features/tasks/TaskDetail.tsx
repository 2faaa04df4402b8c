import { Button, Group, Menu, Stack } from "@mantine/core";
import { IconBan, IconCheck, IconDots, IconEdit, IconPlayerPlay, IconRotate, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { priorityLooks, taskStatusLooks } from "../../components/looks";
import type { Task } from "../../wire";
import { ContactLink } from "../contacts/ContactLink";
import { DueDate } from "./DueDate";
import { FailTask } from "./FailTask";
import classes from "./Task.module.css";
import { TaskForm } from "./TaskForm";
import { TaskStory } from "./TaskStory";
import { isFinal, useTaskActions } from "./use-task-actions";

export function TaskDetail({ task }: { task: Task }) {
  const [mode, setMode] = useState<"read" | "edit" | "fail">("read");
  const update = useMutation(mutation("tasks.update"));
  if (mode === "edit") {
    return (
      <TaskForm
        initial={task}
        verb="Save task"
        onCancel={() => setMode("read")}
        onSave={async (values) => {
          await update.mutateAsync({ id: task.id, ...values });
          setMode("read");
        }}
      />
    );
  }
  return (
    <Stack gap="md">
      <h2 className={classes.title}>{task.title}</h2>
      <Group gap="xs">
        <Badge look={taskStatusLooks[task.status]} />
        <Badge look={priorityLooks[task.priority]} />
        <span>
          Due: <DueDate task={task} />
        </span>
        {task.assignee !== null && (
          <span className={classes.assignee}>
            Assigned to:{" "}
            <Link to="/tasks" search={{ assignee: task.assignee }}>
              {task.assignee}
            </Link>
          </span>
        )}
        {task.contactId !== null && (
          <span>
            For: <ContactLink contactId={task.contactId} />
          </span>
        )}
      </Group>
      {mode === "fail" ? (
        <FailTask task={task} onClose={() => setMode("read")} />
      ) : (
        <TaskButtons task={task} onEdit={() => setMode("edit")} onFail={() => setMode("fail")} />
      )}
      {task.description !== null && <p className={classes.text}>{task.description}</p>}
      <TaskStory task={task} />
    </Stack>
  );
}

function TaskButtons({ task, onEdit, onFail }: { task: Task; onEdit: () => void; onFail: () => void }) {
  const actions = useTaskActions(task);
  const edit = (
    <Button variant="default" leftSection={<IconEdit size={16} aria-hidden />} onClick={onEdit}>
      Edit
    </Button>
  );
  if (isFinal(task)) {
    return (
      <Group gap="xs">
        <Button variant="default" loading={actions.busy} leftSection={<IconRotate size={16} aria-hidden />} onClick={actions.reopen}>
          Reopen
        </Button>
        {edit}
      </Group>
    );
  }
  return (
    <Group gap="xs">
      <Button loading={actions.busy} leftSection={<IconCheck size={16} aria-hidden />} onClick={actions.complete}>
        Complete
      </Button>
      {edit}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={`More actions for task ${task.number}`}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {task.status === "pending" && (
            <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={actions.start}>
              Start
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconX size={16} aria-hidden />} onClick={onFail}>
            Fail with a reason
          </Menu.Item>
          <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={actions.cancel}>
            Cancel task
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
