import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { FilterSelect } from "../FilterBar";
import { listClasses } from "../List";
import { useZone } from "./clock";
import { fromLocalField, toLocalField } from "./format";
import { rangeOptions, type TimeRange } from "./ranges";

/** When: a stretch that ends now, or two moments on the member's clocks. */
export function TimeRangeFilter({ value, onChange }: { value: TimeRange; onChange: (value: TimeRange) => void }) {
  return (
    <>
      <FilterSelect
        label="Time"
        any="Any time"
        value={value.range}
        options={rangeOptions}
        onChange={(range) => onChange({ range, since: undefined, until: undefined })}
      />
      {value.range === "between" && (
        <>
          <MomentField label="From" value={value.since} onChange={(since) => onChange({ ...value, since })} />
          <MomentField label="To" value={value.until} onChange={(until) => onChange({ ...value, until })} />
        </>
      )}
    </>
  );
}

interface MomentFieldProps {
  label: string;
  value: string | undefined;
  onChange: (moment: string | undefined) => void;
}

/** Asks when the field is left or Enter is pressed: while somebody types, the date goes through years nobody meant. */
function MomentField({ label, value, onChange }: MomentFieldProps) {
  const zone = useZone();
  const shown = toLocalField(value ?? null, zone);
  const [typed, setTyped] = useState(shown);
  useEffect(() => setTyped(shown), [shown]);
  const done = () => {
    if (typed !== shown) onChange(fromLocalField(typed, zone) ?? undefined);
  };
  return (
    <TextInput
      className={listClasses.moment}
      type="datetime-local"
      aria-label={`${label} time`}
      leftSection={<span className="quiet">{label}</span>}
      leftSectionWidth={52}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === "Enter" && done()}
    />
  );
}
