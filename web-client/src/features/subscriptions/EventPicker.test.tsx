import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { anEventType } from "../../test/an-event-type";
import { renderPart } from "../../test/render";
import { EventPicker } from "./EventPicker";

const types = [
  anEventType({ name: "task.created", group: "Task", description: "A task was made." }),
  anEventType({ name: "task.completed", group: "Task", description: "A task is done." }),
  anEventType({ name: "message.received", group: "Message", description: "A message came in." }),
];

const changed = vi.fn<(events: string[]) => void>();

function Picker({ initial }: { initial: string[] }) {
  const [value, setValue] = useState(initial);
  return (
    <EventPicker
      types={types}
      value={value}
      onChange={(events) => {
        changed(events);
        setValue(events);
      }}
    />
  );
}

async function show(initial: string[] = []) {
  changed.mockReset();
  renderPart(<Picker initial={initial} />);
  await screen.findByRole("group", { name: "Events" });
}

it("chooses an event of a group, shows it as a chip, and takes it away again", async () => {
  await show();
  await userEvent.click(screen.getByRole("button", { name: /^Task/ }));
  await userEvent.click(screen.getByRole("checkbox", { name: "task.created" }));
  expect(changed).toHaveBeenLastCalledWith(["task.created"]);
  expect(within(screen.getByRole("list", { name: "Chosen events" })).getByText("task.created")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Remove task.created" }));
  expect(changed).toHaveBeenLastCalledWith([]);
  expect(screen.getByText("No event is chosen yet.")).toBeTruthy();
});

it("lets a whole group stand for its events", async () => {
  await show(["task.created"]);
  await userEvent.click(screen.getByRole("checkbox", { name: "task.*" }));
  expect(changed).toHaveBeenLastCalledWith(["task.*"]);
  const one = screen.getByRole<HTMLInputElement>("checkbox", { name: "task.completed" });
  expect([one.checked, one.disabled]).toEqual([true, true]);
  expect(screen.getByText("A task is done. Chosen by task.*.")).toBeTruthy();
});

it("lets everything stand for all groups", async () => {
  await show(["task.*"]);
  await userEvent.click(screen.getByRole("checkbox", { name: "Everything" }));
  expect(changed).toHaveBeenLastCalledWith(["*"]);
});

it("finds events by their description, and takes one that is not registered yet", async () => {
  await show();
  const search = screen.getByRole("searchbox", { name: "Search events" });
  await userEvent.type(search, "came in");
  expect(screen.getByRole("checkbox", { name: "message.received" })).toBeTruthy();
  expect(screen.queryByRole("checkbox", { name: "task.created" })).toBeNull();
  await userEvent.clear(search);
  await userEvent.type(search, "crm.*");
  await userEvent.click(screen.getByRole("button", { name: "Add crm.*" }));
  expect(changed).toHaveBeenLastCalledWith(["crm.*"]);
});
