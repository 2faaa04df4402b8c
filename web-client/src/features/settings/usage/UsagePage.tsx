import { Group, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { queryOptionsFor } from "../../../api/queries";
import { EmptyState, ErrorBox, LoadingRows } from "../../../components/Feedback";
import { Section } from "../../../components/Section";
import { duration, thinNumber } from "../../../components/time/format";
import type { DayUsage, Usage } from "../../../wire";
import classes from "./Usage.module.css";
import { dollars, totalsOf } from "./usage-totals";
import type { UsageSearch } from "./usage-search";

/** Which models took how many turns, and what that took. */
export function UsagePage({ search }: { search: UsageSearch }) {
  const navigate = useNavigate();
  // Nothing tells of new turns, so that each visit asks.
  // What was shown stays until the next is there, the days in the fields too.
  const query = useQuery({ ...queryOptionsFor("analytics.usage", search), staleTime: 0, placeholderData: keepPreviousData });
  const set = (changes: UsageSearch) => void navigate({ to: "/settings/usage", search: { ...search, ...changes } });
  return (
    <Section title="Usage" purpose="How the assistant's turns were taken, by day (UTC) and model. Costs are those of published prices.">
      <Group gap="xs" mb="md">
        <DayField label="From" value={search.since ?? query.data?.since ?? ""} onChange={(since) => set({ since })} />
        <DayField label="To" value={search.until ?? query.data?.until ?? ""} onChange={(until) => set({ until })} />
      </Group>
      {query.data !== undefined ? (
        <>
          {query.error !== null && <ErrorBox error={query.error} retry={() => void query.refetch()} what="This may be out of date." />}
          <div aria-busy={query.isPlaceholderData}>
            <UsageTable usage={query.data} />
          </div>
        </>
      ) : query.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={query.error} retry={() => void query.refetch()} />
      )}
    </Section>
  );
}

/** Asks when the field is left: while somebody types, the date goes through years nobody meant. */
function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string | undefined) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const done = () => {
    if (typed !== value) onChange(typed === "" ? undefined : typed);
  };
  return (
    <TextInput
      type="date"
      label={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === "Enter" && done()}
    />
  );
}

const columns: { title: string; of: (item: DayUsage) => string }[] = [
  { title: "Turns", of: (item) => thinNumber(item.turns) },
  { title: "Fallbacks", of: (item) => thinNumber(item.fallbacks) },
  { title: "Repaired", of: (item) => thinNumber(item.repaired) },
  { title: "Tokens in", of: (item) => thinNumber(item.inputTokens) },
  { title: "Tokens out", of: (item) => thinNumber(item.outputTokens) },
  { title: "Cost", of: (item) => dollars(item.costUsd) },
  { title: "Average time", of: (item) => duration(item.averageDurationMs) },
];

function UsageTable({ usage }: { usage: Usage }) {
  if (usage.items.length === 0) {
    return (
      <EmptyState action={<Link to="/channels" search={{}}>Show the channels</Link>}>
        The assistant took no turn in these days. It takes one for each message that comes in through a channel.
      </EmptyState>
    );
  }
  const totals = totalsOf(usage.items);
  const facts: [string, string][] = [
    ["Turns", thinNumber(totals.turns)],
    ["Fallbacks", thinNumber(totals.fallbacks)],
    ["Repaired", thinNumber(totals.repaired)],
    ["Tokens", thinNumber(totals.tokens)],
    ["Cost", dollars(totals.costUsd)],
    ["Average time", totals.averageDurationMs === null ? "–" : duration(totals.averageDurationMs)],
  ];
  return (
    <>
      <dl className={classes.totals} aria-label="Totals">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Usage by day and model">
        <table className={classes.table} aria-label="Usage">
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Model</th>
              {columns.map((column) => (
                <th key={column.title} scope="col" data-number>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {usage.items.map((item) => (
              <tr key={`${item.day} ${item.model}`}>
                <th scope="row">{item.day}</th>
                <td>{item.model === "built-in" ? "Built-in" : item.model}</td>
                {columns.map((column) => (
                  <td key={column.title} data-number>
                    {column.of(item)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.note}>A fallback is a turn that the built-in assistant took because the model could not. Repaired: the model's first answer would not do, the second did.</p>
    </>
  );
}
