import { Select, type SelectProps } from "@mantine/core";
import { useMemo, useState } from "react";

/** Some browsers leave UTC out, and a zone that is stored may have another name in this one. */
function zonesWith(chosen: string): string[] {
  const zones = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), chosen]);
  zones.delete("");
  return [...zones].sort();
}

/** One of the IANA time zones, found by typing a part of its name. */
export function TimeZoneSelect({ label = "Time zone", ...select }: Omit<SelectProps, "data">) {
  // The list is long: while nobody looks at it, it holds what is chosen and no more.
  const [opened, setOpened] = useState(false);
  const chosen = select.value ?? "";
  const data = useMemo(() => (opened ? zonesWith(chosen) : chosen === "" ? [] : [chosen]), [opened, chosen]);
  return (
    <Select
      label={label}
      data={data}
      searchable
      limit={100}
      allowDeselect={false}
      nothingFoundMessage="No time zone has this in its name."
      // It is the only way to clear: reached with the keyboard, and known to screen readers.
      clearButtonProps={{ "aria-label": "Clear the time zone", "aria-hidden": false, tabIndex: 0 }}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      {...select}
    />
  );
}
