import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { pagesOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/Feedback";
import { FilterBar, SearchField } from "../../components/FilterBar";
import { List, listClasses, type Column } from "../../components/List";
import { unknownContactLook } from "../../components/looks";
import { Page } from "../../components/Page";
import { Time } from "../../components/time/Time";
import type { Contact } from "../../wire";
import type { ContactFilters } from "./contact-filters";
import { contactName } from "./contact-name";
import classes from "./Contacts.module.css";
import { CreateContact } from "./CreateContact";

export function ContactsPage({ filters }: { filters: ContactFilters }) {
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const query = useInfiniteQuery(pagesOptionsFor("contacts.list", filters));
  const search = (text: string) => void navigate({ to: "/contacts", search: { search: text === "" ? undefined : text }, replace: true });
  return (
    <Page
      title="Contacts"
      purpose="Who writes to the assistant, and what they are known by."
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
          Create contact
        </Button>
      }
    >
      <FilterBar>
        <SearchField label="Search contacts" value={filters.search ?? ""} onChange={search} />
      </FilterBar>
      <List
        key={filters.search}
        label="Contacts"
        query={query}
        columns={columns(filters)}
        empty={
          filters.search === undefined ? (
            <EmptyState action={<Button variant="default" onClick={() => setCreating(true)}>Create contact</Button>}>
              There are no contacts yet. Whoever writes for the first time becomes one, or create one so that they are known by name at once.
            </EmptyState>
          ) : (
            <EmptyState action={<Button variant="default" onClick={() => search("")}>Clear the search</Button>}>No contact matches this search.</EmptyState>
          )
        }
      />
      {creating && <CreateContact onClose={() => setCreating(false)} />}
      <Outlet />
    </Page>
  );
}

function columns(filters: ContactFilters): Column<Contact>[] {
  return [
    {
      title: "Contact",
      width: "34%",
      cell: (contact) => (
        <span className={classes.name}>
          <Link
            to="/contacts/$contactId"
            params={{ contactId: contact.id }}
            search={filters}
            resetScroll={false}
            className={listClasses.open}
            title={contactName(contact)}
            data-row-link
          >
            {contactName(contact)}
          </Link>
          {!contact.isKnown && <Badge plain look={unknownContactLook} />}
        </span>
      ),
    },
    { title: "Known by", cell: (contact) => <KnownBy contact={contact} /> },
    { title: "Created", width: "110px", align: "end", cell: (contact) => <Time value={contact.createdAt} className="quiet" /> },
  ];
}

/** The first two; the rest stands in the detail. */
function KnownBy({ contact: { identifiers } }: { contact: Contact }) {
  if (identifiers.length === 0) return <span className="quiet">Nothing yet</span>;
  const values = identifiers.map(({ value }) => value);
  const more = values.length - 2;
  return (
    <span className="quiet truncate" title={values.join(", ")}>
      {values.slice(0, 2).join(", ")}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}
