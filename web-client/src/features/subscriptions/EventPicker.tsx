import { Button, Checkbox, Input, Pill, Stack, TextInput } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { LoadingRows } from "../../components/Feedback";
import type { EventType } from "../../wire";
import { coveredBy, covers, everything, groupsOf, isPattern, toggled, type EventGroup } from "./event-groups";
import classes from "./Subscriptions.module.css";

interface EventPickerProps {
  /** Undefined while they are loading. */
  types: EventType[] | undefined;
  value: string[];
  onChange: (events: string[]) => void;
  error?: ReactNode;
  /** Where the form finds the input to go to. */
  "data-path"?: string;
}

/** Which events: one by one, a group with what will come to it, or all. What is chosen stands above as chips. */
export function EventPicker({ types, value, onChange, error, "data-path": path }: EventPickerProps) {
  const [search, setSearch] = useState("");
  const toggle = (pattern: string, isOn: boolean) => onChange(toggled(value, pattern, isOn));
  const groups = types === undefined ? undefined : groupsOf(types, search);
  const typed = search.trim();
  return (
    <Stack gap="sm" role="group" aria-label="Events">
      <Chosen value={value} onRemove={(pattern) => toggle(pattern, false)} />
      <Checkbox
        label="Everything"
        description="Every event, also of types that do not exist yet."
        checked={value.includes(everything)}
        onChange={(event) => toggle(everything, event.currentTarget.checked)}
      />
      <TextInput
        aria-label="Search events"
        placeholder="Search events"
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        data-path={path}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        // Enter here must not send the form.
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {groups === undefined ? (
        <LoadingRows count={4} />
      ) : (
        <div className={classes.groups}>
          {groups.map((group) => (
            <Group key={group.name} group={group} value={value} isSearched={typed !== ""} onToggle={toggle} />
          ))}
          {groups.length === 0 && <p className="quiet">No event has “{typed}” in its name or description.</p>}
        </div>
      )}
      {isPattern(typed) && !value.includes(typed) && !isListed(groups, typed) && (
        <div>
          <Button variant="subtle" size="compact-sm" ml={-8} leftSection={<IconPlus size={14} aria-hidden />} onClick={() => toggle(typed, true)}>
            Add {typed}
          </Button>
        </div>
      )}
      {error !== undefined && error !== null && <Input.Error role="alert">{error}</Input.Error>}
    </Stack>
  );
}

function isListed(groups: EventGroup[] | undefined, pattern: string): boolean {
  if (pattern === everything) return true;
  return groups?.some((group) => group.wildcards.includes(pattern) || group.choices.some((choice) => choice.name === pattern)) ?? true;
}

function Chosen({ value, onRemove }: { value: string[]; onRemove: (pattern: string) => void }) {
  if (value.length === 0) return <p className={`quiet ${classes.plain}`}>No event is chosen yet.</p>;
  return (
    <Pill.Group role="list" aria-label="Chosen events">
      {value.map((pattern) => (
        <Pill
          key={pattern}
          role="listitem"
          size="md"
          className={classes.chip}
          withRemoveButton
          onRemove={() => onRemove(pattern)}
          removeButtonProps={{ "aria-label": `Remove ${pattern}`, "aria-hidden": false, tabIndex: 0 }}
        >
          {pattern === everything ? "Everything (*)" : pattern}
        </Pill>
      ))}
    </Pill.Group>
  );
}

interface GroupProps {
  group: EventGroup;
  value: string[];
  isSearched: boolean;
  onToggle: (pattern: string, isOn: boolean) => void;
}

function Group({ group, value, isSearched, onToggle }: GroupProps) {
  const chosen = group.choices.filter(({ name }) => value.some((pattern) => covers(pattern, name))).length;
  const [opened, setOpened] = useState(chosen > 0 && !value.includes(everything));
  const isOpen = opened || isSearched;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.group}>
      <button type="button" className={classes.groupHead} aria-expanded={isOpen} onClick={() => setOpened(!opened)}>
        <Chevron size={16} aria-hidden />
        <b>{group.name}</b>
        <span className="quiet">
          {chosen} of {group.choices.length}
        </span>
      </button>
      {isOpen && (
        <div className={classes.choices}>
          {group.wildcards.map((wildcard) => {
            const wider = coveredBy(value, wildcard);
            return (
              <Checkbox
                key={wildcard}
                label={<span className="mono">{wildcard}</span>}
                description="All of these, also those to come."
                checked={value.includes(wildcard) || wider !== undefined}
                disabled={wider !== undefined}
                onChange={(event) => onToggle(wildcard, event.currentTarget.checked)}
              />
            );
          })}
          {group.choices.map(({ name, description }) => {
            const wider = coveredBy(value, name);
            return (
              <Checkbox
                key={name}
                label={<span className="mono">{name}</span>}
                description={wider === undefined ? description : `${description} Chosen by ${wider}.`}
                checked={value.includes(name) || wider !== undefined}
                disabled={wider !== undefined}
                onChange={(event) => onToggle(name, event.currentTarget.checked)}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}
