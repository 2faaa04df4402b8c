import { Button, Group, Stack } from "@mantine/core";
import { IconEdit } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { Facts } from "../../components/Facts";
import { notifyDone } from "../../components/notify";
import { Time } from "../../components/time/Time";
import type { Contact } from "../../wire";
import { ContactConversations, ContactTasks } from "./ContactHistory";
import { ContactForm } from "./ContactForm";
import { contactName } from "./contact-name";
import classes from "./Contacts.module.css";
import { updateInputOf } from "./contact-values";
import { DeleteContact } from "./DeleteContact";
import { Identifiers } from "./Identifiers";
import { KnownSwitch } from "./KnownSwitch";
import { MergeContact } from "./MergeContact";
import { Remembered } from "./Remembered";

/** Who it is, what they are known by, and what there is with them. */
export function ContactDetail({ contact, onDeleted }: { contact: Contact; onDeleted: () => void }) {
  // As it was when editing began: what others change meanwhile is not taken for a change of one's own.
  const [edited, setEdited] = useState<Contact | null>(null);
  const update = useMutation(mutation("contacts.update"));
  const name = contactName(contact);
  if (edited !== null) {
    return (
      <ContactForm
        stored={edited}
        verb="Save contact"
        onCancel={() => setEdited(null)}
        onSave={async (values) => {
          const saved = await update.mutateAsync(updateInputOf(values, edited));
          setEdited(null);
          notifyDone(`${contactName(saved)} saved.`);
        }}
      />
    );
  }
  return (
    <Stack gap="lg">
      <h2 className={classes.title}>{name}</h2>
      <Facts
        facts={[
          ["Known by", <Identifiers identifiers={contact.identifiers} />],
          ["Known", <KnownSwitch contact={contact} />],
          ["Time zone", contact.timeZone ?? "That of the organization"],
          ["Created", <Time value={contact.createdAt} />],
        ]}
      />
      <Group gap="xs">
        <Button variant="default" leftSection={<IconEdit size={16} aria-hidden />} onClick={() => setEdited(contact)}>
          Edit
        </Button>
        <MergeContact contact={contact} />
        <DeleteContact contact={contact} onDeleted={onDeleted} />
      </Group>
      <Remembered contactId={contact.id} />
      <ContactConversations contactId={contact.id} />
      <ContactTasks contactId={contact.id} />
    </Stack>
  );
}
