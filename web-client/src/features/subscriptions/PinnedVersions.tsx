import { Select } from "@mantine/core";
import type { EventType } from "../../wire";
import { pinnable, versionsOf } from "./pinned-versions";
import { Rows } from "./Rows";
import type { SubscriptionFormOf } from "./SubscriptionForm";

/** For a receiver that must not be told of what it does not understand yet. Nothing to pin, nothing to see. */
export function PinnedVersions({ form, types }: { form: SubscriptionFormOf; types: EventType[] }) {
  const { pinnedVersions: pins, events } = form.values;
  const free = pinnable(types, events, pins);
  if (free.length === 0 && pins.length === 0) return null;
  const choose = (index: number, type: string | null) => {
    const version = types.find(({ name }) => name === type)?.version;
    if (type !== null) form.replaceListItem("pinnedVersions", index, { type, version: String(version ?? 1) });
  };
  return (
    <Rows
      label="Pinned versions"
      description="The newest version of a type that the receiver understands. Later events are sent only if they fit it too."
      one="pinned version"
      count={pins.length}
      // One that is not chosen yet takes one of those that are free.
      canAdd={free.length > pins.filter(({ type }) => type === "").length}
      error={form.errors.pinnedVersions}
      onAdd={() => form.insertListItem("pinnedVersions", { type: "", version: "" })}
      onRemove={(index) => form.removeListItem("pinnedVersions", index)}
    >
      {(index) => {
        const pin = pins[index] ?? { type: "", version: "" };
        return (
          <PinInputs
            form={form}
            index={index}
            names={pin.type === "" ? free : [pin.type, ...free]}
            versions={versionsOf(types, pin)}
            onType={(type) => choose(index, type)}
          />
        );
      }}
    </Rows>
  );
}

interface PinInputsProps {
  form: SubscriptionFormOf;
  index: number;
  names: string[];
  versions: { value: string; label: string }[];
  onType: (type: string | null) => void;
}

function PinInputs({ form, index, names, versions, onType }: PinInputsProps) {
  return (
    <>
      <Select
        aria-label={`Event type of pinned version ${index + 1}`}
        placeholder="Event type"
        flex="1 1 220px"
        data={names}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No event type that it may receive has this in its name."
        {...form.getInputProps(`pinnedVersions.${index}.type`)}
        onChange={onType}
      />
      <Select
        aria-label={`Version of pinned version ${index + 1}`}
        placeholder="Version"
        flex="0 1 130px"
        data={versions}
        allowDeselect={false}
        disabled={versions.length === 0}
        {...form.getInputProps(`pinnedVersions.${index}.version`)}
      />
    </>
  );
}
