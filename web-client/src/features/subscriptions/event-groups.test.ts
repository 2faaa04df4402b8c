import { expect, it } from "vitest";
import { anEventType } from "../../test/an-event-type";
import { coveredBy, covers, eventsInShort, groupsOf, isPattern, toggled } from "./event-groups";

const types = [
  anEventType({ name: "task.created", group: "Task", description: "A task was made." }),
  anEventType({ name: "task.completed", group: "Task", description: "A task is done." }),
  anEventType({ name: "message.received", group: "Message", description: "A message came in.", aliases: ["message.new"] }),
];

it("knows which events a pattern stands for", () => {
  expect(covers("*", "task.created")).toBe(true);
  expect(covers("task.*", "task.step.created")).toBe(true);
  expect(covers("task.*", "tasks.created")).toBe(false);
  expect(covers("task.*", "task")).toBe(false);
  expect(covers("task.created", "task.created")).toBe(true);
});

it("takes for a pattern what the server does", () => {
  for (const text of ["*", "task.*", "crm.deal.won", "a_1"]) expect(isPattern(text), text).toBe(true);
  for (const text of ["", "**", "*.created", "task*", "task.", "a b"]) expect(isPattern(text), text).toBe(false);
});

it("groups the types, finds them by name, description and group, and knows their other names", () => {
  expect(groupsOf(types).map((group) => [group.name, group.wildcards, group.choices.length])).toEqual([
    ["Message", ["message.*"], 2],
    ["Task", ["task.*"], 2],
  ]);
  expect(groupsOf(types, "DONE").flatMap((group) => group.choices.map((choice) => choice.name))).toEqual(["task.completed"]);
  expect(groupsOf(types, "message.new")[0]?.choices.map((choice) => choice.name)).toEqual(["message.new"]);
  expect(groupsOf(types, "nothing like it")).toEqual([]);
});

it("leaves out what a wider pattern stands for", () => {
  expect(toggled(["task.created", "message.sent"], "task.*", true)).toEqual(["message.sent", "task.*"]);
  expect(toggled(["task.*", "message.sent"], "*", true)).toEqual(["*"]);
  expect(toggled(["task.*"], "task.*", false)).toEqual([]);
  expect(coveredBy(["task.*"], "task.created")).toBe("task.*");
  expect(coveredBy(["task.created"], "task.created")).toBeUndefined();
});

it("names the chosen ones in short", () => {
  expect(eventsInShort(["*"])).toBe("Every event");
  expect(eventsInShort(["task.*"])).toBe("task.*");
  expect(eventsInShort(["a.b", "c.d", "e.f", "g.h"])).toBe("a.b, c.d and 2 more");
});
