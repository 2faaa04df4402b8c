import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { contactName } from "./contact-name";

interface ContactLinkProps {
  contactId: string;
  /** Instead of their name. */
  children?: string;
}

/** Leads to a contact; says so where they were deleted. */
export function ContactLink({ contactId, children }: ContactLinkProps) {
  const contact = useQuery(queryOptionsFor("contacts.get", { id: contactId }));
  if (contact.error?.code === "NOT_FOUND") return <>a deleted contact</>;
  const name = contact.data === undefined ? "the contact" : contactName(contact.data);
  return (
    <Link to="/contacts/$contactId" params={{ contactId }} search={{}}>
      {children ?? name}
    </Link>
  );
}
