import { Button, Checkbox, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { FilterBar, SearchField } from "../../components/FilterBar";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import { TabLinks } from "../../components/TabLinks";
import type { EventType } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";
import { groupsOf } from "../subscriptions/event-groups";
import { subscriptionPageTabs } from "../subscriptions/subscription-page-tabs";
import classes from "./EventTypes.module.css";
import type { EventTypeFilters } from "./event-type-filters";

/** What can happen, with what is said of it. */
export function EventTypesPage({ filters }: { filters: EventTypeFilters }) {
  const navigate = useNavigate();
  const mayRegister = isAdmin(useMe().user.role);
  const types = useQuery(queryOptionsFor("eventTypes.list", filters.archived === true ? { includeArchived: true } : undefined));
  const narrow = (changes: EventTypeFilters) =>
    void navigate({ to: "/subscriptions/event-types", search: { ...filters, ...changes }, replace: true, resetScroll: false });
  return (
    <Page title="Subscriptions" purpose="What can happen. Each type has a schema that its data follows." actions={mayRegister && <RegisterButton />}>
      <TabLinks label="Subscriptions" tabs={subscriptionPageTabs("event-types")} />
      <FilterBar>
        <SearchField label="Search event types" value={filters.search ?? ""} onChange={(text) => narrow({ search: text === "" ? undefined : text })} />
        <Checkbox
          label="Archived ones too"
          checked={filters.archived === true}
          onChange={(event) => narrow({ archived: event.currentTarget.checked ? true : undefined })}
        />
      </FilterBar>
      {types.data !== undefined ? (
        <Groups types={types.data.items} filters={filters} />
      ) : types.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={types.error} retry={() => void types.refetch()} />
      )}
      <Outlet />
    </Page>
  );
}

function Groups({ types, filters }: { types: EventType[]; filters: EventTypeFilters }) {
  const groups = groupsOf(types, filters.search);
  const known = new Map(types.map((type) => [type.name, type]));
  if (groups.length === 0) return <EmptyState>No event type has this in its name or description.</EmptyState>;
  return (
    <Stack gap="lg" mt="sm">
      {groups.map((group) => (
        <Section key={group.name} title={group.name}>
          <ul className={classes.types} aria-label={group.name}>
            {group.choices.map(({ name, description }) => (
              <li key={name}>
                <Link
                  to="/subscriptions/event-types/$typeName"
                  params={{ typeName: name }}
                  search={filters}
                  resetScroll={false}
                  className="mono"
                  data-row-link
                >
                  {name}
                </Link>
                <span className="quiet">
                  {description}
                  {known.get(name)?.isBuiltIn === false && " Your own."}
                  {known.get(name)?.isArchived === true && " Archived."}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Stack>
  );
}

function RegisterButton() {
  return (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/subscriptions/register-event-type" search={{}} {...props} />}
    >
      Register event type
    </Button>
  );
}
