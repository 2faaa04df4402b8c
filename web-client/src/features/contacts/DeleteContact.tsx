import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { notifyDone } from "../../components/notify";
import type { Contact } from "../../wire";
import { contactName } from "./contact-name";

export function DeleteContact({ contact, onDeleted }: { contact: Contact; onDeleted: () => void }) {
  const [asking, dialog] = useDisclosure(false);
  const name = contactName(contact);
  const remove = useMutation({
    ...mutation("contacts.delete"),
    onSuccess: () => {
      onDeleted();
      notifyDone(`${name} deleted. Their conversations and tasks are kept.`);
    },
  });
  return (
    <>
      <Button variant="default" c="var(--bad)" onClick={dialog.open}>
        Delete contact
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Delete contact"
        verb="Delete contact"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id: contact.id })}
        onClose={dialog.close}
      >
        <b>{name}</b> will be deleted with what they are known by. Their conversations and tasks are kept. When they write again, they become a new
        contact.
      </ConfirmDialog>
    </>
  );
}
