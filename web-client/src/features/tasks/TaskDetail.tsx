import { Button, Group, Menu, Stack } from "@mantine/core";
import { IconBan, IconCheck, IconDots, IconEdit, IconPlayerPlay, IconRotate, IconUserCheck, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { priorityLooks } from "../../components/looks";
import type { Task } from "../../wire";
import { ContactLink } from "../contacts/ContactLink";
import { DeclineTask } from "./DeclineTask";
import { DueDate } from "./DueDate";
import { FailTask } from "./FailTask";
import classes from "./Task.module.css";
import { TaskBadges } from "./TaskBadges";
import { TaskForm } from "./TaskForm";
import { TaskStory } from "./TaskStory";
import { isFinal, isToApprove, useTaskActions } from "./use-task-actions";

export function TaskDetail({ task }: { task: Task }) {
  const [mode, setMode] = useState<"read" | "edit" | "fail" | "decline">("read");
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
        <TaskBadges task={task} />
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
      {isToApprove(task) && <p className={`${classes.text} quiet`}>Who asked for this is no member. It waits until a member approves it.</p>}
      {mode === "fail" ? (
        <FailTask task={task} onClose={() => setMode("read")} />
      ) : mode === "decline" ? (
        <DeclineTask task={task} onClose={() => setMode("read")} />
      ) : (
        <TaskButtons task={task} onEdit={() => setMode("edit")} onFail={() => setMode("fail")} onDecline={() => setMode("decline")} />
      )}
      {task.description !== null && <p className={classes.text}>{task.description}</p>}
      <TaskStory task={task} />
    </Stack>
  );
}

interface TaskButtonsProps {
  task: Task;
  onEdit: () => void;
  onFail: () => void;
  onDecline: () => void;
}

function TaskButtons({ task, onEdit, onFail, onDecline }: TaskButtonsProps) {
  const actions = useTaskActions(task);
  const toApprove = isToApprove(task);
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
      {toApprove ? (
        <>
          <Button loading={actions.busy} leftSection={<IconUserCheck size={16} aria-hidden />} onClick={actions.approve}>
            Approve
          </Button>
          <Button variant="default" leftSection={<IconBan size={16} aria-hidden />} onClick={onDecline}>
            Decline
          </Button>
        </>
      ) : (
        <Button loading={actions.busy} leftSection={<IconCheck size={16} aria-hidden />} onClick={actions.complete}>
          Complete
        </Button>
      )}
      {edit}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" aria-label={`More actions for task ${task.number}`}>
            <IconDots size={16} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {toApprove && (
            <Menu.Item leftSection={<IconCheck size={16} aria-hidden />} onClick={actions.complete}>
              Complete
            </Menu.Item>
          )}
          {task.status === "pending" && (
            <Menu.Item leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={actions.start}>
              Start
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconX size={16} aria-hidden />} onClick={onFail}>
            Fail with a reason
          </Menu.Item>
          {!toApprove && (
            <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={actions.cancel}>
              Cancel task
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
