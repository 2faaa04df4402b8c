import { Button, Select, Stack } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { mutation, queryOptionsFor } from "../../api/queries";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { notifyDone } from "../../components/notify";
import type { Contact } from "../../wire";
import { contactName } from "./contact-name";

/** Two contacts that are one person: this one goes into another one. */
export function MergeContact({ contact }: { contact: Contact }) {
  const navigate = useNavigate();
  const [asking, dialog] = useDisclosure(false);
  const [other, setOther] = useState<Contact | null>(null);
  const name = contactName(contact);
  const merge = useMutation({
    ...mutation("contacts.merge"),
    onSuccess: async (merged) => {
      close();
      await navigate({ to: "/contacts/$contactId", params: { contactId: merged.id }, search: {} });
      notifyDone(`${name} is now part of ${contactName(merged)}.`);
    },
  });
  const close = () => {
    dialog.close();
    setOther(null);
    merge.reset();
  };
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        Merge with another contact
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Merge with another contact"
        verb="Merge contacts"
        keep="Keep both"
        busy={merge.isPending}
        disabled={other === null}
        error={merge.error}
        onConfirm={() => other !== null && merge.mutate({ id: contact.id, intoId: other.id })}
        onClose={close}
      >
        <Stack gap="md">
          <OtherContact contact={contact} chosen={other} onChoose={setOther} />
          <div>
            <b>{name}</b> will be deleted. What they are known by, their conversations and tasks, and what is remembered of them are kept with{" "}
            {other === null ? "the other contact" : <b>{contactName(other)}</b>}. This cannot be undone.
          </div>
        </Stack>
      </ConfirmDialog>
    </>
  );
}

interface OtherContactProps {
  contact: Contact;
  chosen: Contact | null;
  onChoose: (contact: Contact | null) => void;
}

function OtherContact({ contact, chosen, onChoose }: OtherContactProps) {
  const [text, setText] = useState("");
  const [search] = useDebouncedValue(text.trim(), 200);
  const found = useQuery({
    ...queryOptionsFor("contacts.list", { search: search === "" ? undefined : search, limit: 20 }),
    placeholderData: (before) => before,
  });
  const others = (found.data?.items ?? []).filter((other) => other.id !== contact.id);
  // The one that is chosen stays one of them, whatever is looked for.
  const offered = chosen === null || others.some((other) => other.id === chosen.id) ? others : [chosen, ...others];
  return (
    <Select
      label="The same person as"
      placeholder="Name, number or address"
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Clear the other contact" }}
      data={offered.map((other) => ({ value: other.id, label: labelOf(other) }))}
      // The server looks for it, also in what they are known by.
      filter={({ options }) => options}
      nothingFoundMessage={found.isPending ? "Looking…" : "No other contact matches."}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      onChange={(id) => onChoose(offered.find((other) => other.id === id) ?? null)}
    />
  );
}

/** Two of one name are told apart by what they are known by. */
function labelOf(contact: Contact): string {
  const name = contactName(contact);
  const known = contact.identifiers.map(({ value }) => value).filter((value) => value !== name);
  return known.length === 0 ? name : `${name} (${known.slice(0, 2).join(", ")})`;
}
