import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { mutation } from "../../api/queries";
import { notifyDone } from "../../components/notify";
import { ContactForm } from "./ContactForm";
import { contactName } from "./contact-name";
import { createInputOf } from "./contact-values";

export function CreateContact({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const create = useMutation(mutation("contacts.create"));
  return (
    <Modal opened onClose={onClose} title="New contact" size="lg">
      <ContactForm
        verb="Create contact"
        onCancel={onClose}
        onSave={async (values) => {
          const contact = await create.mutateAsync(createInputOf(values));
          onClose();
          await navigate({ to: "/contacts/$contactId", params: { contactId: contact.id }, search: {} });
          notifyDone(`${contactName(contact)} created.`);
        }}
      />
    </Modal>
  );
}
