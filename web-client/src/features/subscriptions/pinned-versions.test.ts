import { expect, it } from "vitest";
import { anEventType } from "../../test/an-event-type";
import { pinnable, pinnedOf, versionsOf } from "./pinned-versions";

const types = [
  anEventType({ name: "task.created", version: 3 }),
  anEventType({ name: "task.completed" }),
  anEventType({ name: "message.received", aliases: ["message.new"] }),
];

it("offers the types that the subscription may receive, each once", () => {
  expect(pinnable(types, ["task.*"], [])).toEqual(["task.created", "task.completed"]);
  expect(pinnable(types, ["task.*"], [{ type: "task.created", version: "1" }])).toEqual(["task.completed"]);
  expect(pinnable(types, ["*"], [])).toHaveLength(3);
  // By its other name it is the same event.
  expect(pinnable(types, ["message.new"], [])).toEqual(["message.received"]);
  expect(pinnable(types, [], [])).toEqual([]);
});

it("offers the versions there are, and keeps one that is not", () => {
  expect(versionsOf(types, { type: "task.created", version: "2" })).toEqual([
    { value: "1", label: "1" },
    { value: "2", label: "2" },
    { value: "3", label: "3 (newest)" },
  ]);
  expect(versionsOf(types, { type: "task.completed", version: "7" }).map(({ value }) => value)).toEqual(["1", "7"]);
  expect(versionsOf(types, { type: "gone.type", version: "2" }).map(({ value }) => value)).toEqual(["2"]);
  expect(versionsOf(types, { type: "", version: "" })).toEqual([]);
});

it("leaves out a row without a type", () => {
  expect(pinnedOf([{ type: "task.created", version: "2" }, { type: "", version: "" }])).toEqual({ "task.created": 2 });
});
