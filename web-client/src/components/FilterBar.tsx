import { CloseButton, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { listClasses } from "./List";

export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <div className={listClasses.filters} role="search">
      {children}
    </div>
  );
}

interface FilterSelectProps<Value extends string> {
  label: string;
  /** What no choice means: "Any status". */
  any: string;
  value: Value | undefined;
  options: { value: Value; label: string }[];
  onChange: (value: Value | undefined) => void;
  /** For long lists: found by typing a part of the name. */
  searchable?: boolean;
}

export function FilterSelect<Value extends string>({ label, any, value, options, onChange, searchable = false }: FilterSelectProps<Value>) {
  return (
    <Select
      aria-label={label}
      placeholder={any}
      value={value ?? null}
      data={options}
      searchable={searchable}
      nothingFoundMessage={searchable ? "Nothing has this in its name." : undefined}
      clearable
      clearButtonProps={{ "aria-label": `Clear the filter: ${label}` }}
      onChange={(chosen) => onChange(options.find((option) => option.value === chosen)?.value)}
    />
  );
}

/** `/` goes here. Typing waits a moment before it asks the server. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const later = useDebouncedCallback(onChange, 250);
  const set = (text: string) => {
    setTyped(text);
    later(text);
  };
  return (
    <div data-wide>
      <TextInput
        data-search
        type="search"
        aria-label={label}
        placeholder={label}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={typed === "" ? null : <CloseButton size="sm" aria-label="Clear the search" onClick={() => set("")} />}
        value={typed}
        onChange={(event) => set(event.currentTarget.value)}
      />
    </div>
  );
}
