import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { queryOptionsFor } from "../../api/queries";
import { EmptyState, ErrorBox, LoadingRows } from "../../components/Feedback";
import { usePageTitle } from "../../components/Page";
import { ContactDetail } from "./ContactDetail";
import { contactName } from "./contact-name";

/** A contact beside the list they were found in. */
export function ContactDrawer({ contactId, onClose }: { contactId: string; onClose: () => void }) {
  const contact = useQuery(queryOptionsFor("contacts.get", { id: contactId }));
  usePageTitle(contact.data === undefined ? "Contact" : contactName(contact.data));
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title="Contact">
      {contact.error?.code === "NOT_FOUND" ? (
        <EmptyState>There is no such contact. They may have been deleted; their conversations and tasks are kept.</EmptyState>
      ) : contact.data !== undefined ? (
        <ContactDetail contact={contact.data} onDeleted={onClose} />
      ) : contact.isPending ? (
        <LoadingRows />
      ) : (
        <ErrorBox error={contact.error} retry={() => void contact.refetch()} />
      )}
    </Drawer>
  );
}
