import { TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { pagesOptionsFor } from "../../../api/queries";
import { FilterBar, FilterSelect, SearchField } from "../../../components/FilterBar";
import classes from "../Settings.module.css";
import { actionOptions, type AuditSearch } from "./audit-filters";

export function AuditFilters({ search }: { search: AuditSearch }) {
  const navigate = useNavigate();
  const change = (changes: AuditSearch) =>
    void navigate({ to: "/settings/audit", search: { ...search, entry: undefined, ...changes }, replace: true, resetScroll: false });
  return (
    <FilterBar>
      <FilterSelect label="Kind" any="Any kind" value={search.action} options={actionOptions} onChange={(action) => change({ action })} />
      <FilterSelect label="Member" any="Any member" value={search.userId} options={useMemberOptions(search.userId)} onChange={(userId) => change({ userId })} />
      <DayField label="From" value={search.from} max={search.to} onChange={(from) => change({ from })} />
      <DayField label="To" value={search.to} min={search.from} onChange={(to) => change({ to })} />
      <SearchField label="Id of what was changed" value={search.subject ?? ""} onChange={(typed) => change({ subject: typed.trim() === "" ? undefined : typed.trim() })} />
    </FilterBar>
  );
}

/** The members by name. One who was removed is in no list, yet what they did can be asked for. */
function useMemberOptions(chosen: string | undefined): { value: string; label: string }[] {
  const { data } = useInfiniteQuery(pagesOptionsFor("members.list", { limit: 100 }));
  const options = data?.map((member) => ({ value: member.id, label: member.name })) ?? [];
  if (chosen === undefined || data === undefined || options.some((option) => option.value === chosen)) return options;
  return [...options, { value: chosen, label: "A former member" }];
}

interface DayFieldProps {
  label: string;
  value: string | undefined;
  min?: string;
  max?: string;
  onChange: (day: string | undefined) => void;
}

function DayField({ label, value, min, max, onChange }: DayFieldProps) {
  return (
    <TextInput
      className={classes.day}
      type="date"
      aria-label={`${label} day`}
      leftSection={<span className="quiet">{label}</span>}
      leftSectionWidth={52}
      value={value ?? ""}
      min={min}
      max={max}
      onChange={(event) => onChange(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
    />
  );
}
