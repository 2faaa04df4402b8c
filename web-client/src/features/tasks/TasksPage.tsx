import { ActionIcon, Button, Checkbox, Tooltip } from "@mantine/core";
import { IconCheck, IconPlus, IconX } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { pagesOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/Feedback";
import { FilterBar, FilterSelect, SearchField } from "../../components/FilterBar";
import { List, listClasses, type Column } from "../../components/List";
import { priorityLooks } from "../../components/looks";
import { Page } from "../../components/Page";
import { Time } from "../../components/time/Time";
import type { Task } from "../../wire";
import { CreateTask } from "./CreateTask";
import { DueDate } from "./DueDate";
import { TaskBadges } from "./TaskBadges";
import { priorityOptions, statusOptions, type TaskFilters } from "./task-filters";
import { isFinal, isToApprove, useTaskActions } from "./use-task-actions";

export function TasksPage({ filters }: { filters: TaskFilters }) {
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const query = useInfiniteQuery(pagesOptionsFor("tasks.list", filters));
  const change = (changes: Partial<TaskFilters>) =>
    void navigate({ to: "/tasks", search: { ...filters, ...changes }, replace: true });
  const filtered = Object.values(filters).some((value) => value !== undefined);

  return (
    <Page
      title="Tasks"
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
          Create task
        </Button>
      }
    >
      <FilterBar>
        <SearchField
          label="Search tasks"
          value={filters.search ?? ""}
          onChange={(search) => change({ search: search === "" ? undefined : search })}
        />
        <FilterSelect label="Status" any="Any status" value={filters.status} options={statusOptions} onChange={(status) => change({ status })} />
        <FilterSelect label="Priority" any="Any priority" value={filters.priority} options={priorityOptions} onChange={(priority) => change({ priority })} />
        {filters.assignee !== undefined && (
          <Button variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => change({ assignee: undefined })}>
            Assigned to {filters.assignee}
          </Button>
        )}
        <Checkbox
          label="Needs approval"
          size="xs"
          checked={filters.needsApproval === true}
          onChange={(event) => change({ needsApproval: event.currentTarget.checked || undefined })}
        />
        {filters.conversationId !== undefined && (
          <Button variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => change({ conversationId: undefined })}>
            From one conversation
          </Button>
        )}
      </FilterBar>
      <List
        key={JSON.stringify(filters)}
        label="Tasks"
        query={query}
        columns={columns(filters)}
        empty={
          filtered ? (
            <EmptyState action={<Button variant="default" onClick={() => void navigate({ to: "/tasks", search: {} })}>Clear the filters</Button>}>
              No task matches these filters.
            </EmptyState>
          ) : (
            <EmptyState action={<Button variant="default" onClick={() => setCreating(true)}>Create task</Button>}>
              There are no tasks yet. They appear here when a message asks for something, or when you create one.
            </EmptyState>
          )
        }
      />
      <CreateTask opened={creating} onClose={() => setCreating(false)} />
      <Outlet />
    </Page>
  );
}

function columns(filters: TaskFilters): Column<Task>[] {
  return [
    {
      title: "Task",
      cell: (task) => (
        <>
          <Link
            to="/tasks/$taskId"
            params={{ taskId: String(task.number) }}
            search={filters}
            resetScroll={false}
            className={listClasses.open}
            title={task.title}
            data-row-link
          >
            {task.title}
          </Link>
          <span className={listClasses.sub}>Task {task.number}</span>
        </>
      ),
    },
    { title: "Status", width: "140px", cell: (task) => <TaskBadges task={task} /> },
    { title: "Priority", width: "110px", cell: (task) => <Badge plain look={priorityLooks[task.priority]} /> },
    { title: "Assignee", width: "130px", cell: (task) => <Assignee task={task} /> },
    { title: "Due", width: "170px", cell: (task) => <DueDate task={task} /> },
    { title: "Complete", width: "80px", align: "end", cell: (task) => <QuickComplete task={task} /> },
    { title: "Created", width: "110px", align: "end", hideOnPhone: true, cell: (task) => <Time value={task.createdAt} className="quiet" /> },
  ];
}

function Assignee({ task }: { task: Task }) {
  if (task.assignee === null) return null;
  return (
    <span className={listClasses.sub} title={task.assignee}>
      {task.assignee}
    </span>
  );
}

function QuickComplete({ task }: { task: Task }) {
  const actions = useTaskActions(task);
  // What waits for a yes is opened first.
  if (isFinal(task) || isToApprove(task)) return null;
  const label = `Complete task ${task.number}`;
  return (
    <Tooltip label={label}>
      <ActionIcon className={listClasses.above} variant="default" aria-label={label} loading={actions.busy} onClick={actions.complete}>
        <IconCheck size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
