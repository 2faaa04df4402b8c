import { ActionIcon, Button, Group } from "@mantine/core";
import { IconPencil, IconPlus, IconX } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../api/client";
import { mutation, pagesOptionsFor } from "../../api/queries";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { LoadMore } from "../../components/List";
import { notifyDone, notifyFailed } from "../../components/notify";
import { Section } from "../../components/Section";
import type { Fact } from "../../wire";
import classes from "./Contacts.module.css";
import { FactForm } from "./FactForm";
import { factKinds } from "./fact-kinds";
import { FactOrigin } from "./FactOrigin";

const pageSize = 10;

/** What is remembered of them, the latest first, with where each thing came from. */
export function Remembered({ contactId }: { contactId: string }) {
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery(pagesOptionsFor("facts.list", { contactId, limit: pageSize }));
  const create = useMutation(mutation("facts.create"));
  const refresh = useRefresh();
  return (
    <Section
      title="Remembered"
      purpose="What the assistant keeps in mind when it answers them, on every channel."
      action={
        adding ? undefined : (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setAdding(true)}>
            Add
          </Button>
        )
      }
    >
      {adding && (
        <FactForm
          verb="Remember"
          onCancel={() => setAdding(false)}
          onSave={async ({ kind, text }) => {
            await create.mutateAsync({ contactId, kind, text });
            setAdding(false);
            await refresh();
          }}
        />
      )}
      {query.error !== null && !query.isFetchNextPageError && <ErrorBox error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <LoadingRows count={2} />}
      {query.data?.length === 0 && !adding && (
        <p className={`${classes.none} quiet`}>Nothing yet. What they tell the assistant about themselves appears here, or add something yourself.</p>
      )}
      {query.data !== undefined && query.data.length > 0 && (
        <ul className={classes.history}>
          {query.data.map((fact) => (
            <FactItem key={fact.id} fact={fact} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
    </Section>
  );
}

function FactItem({ fact }: { fact: Fact }) {
  const [editing, setEditing] = useState(false);
  const update = useMutation(mutation("facts.update"));
  const refresh = useRefresh();
  const forget = useForget();
  if (editing) {
    return (
      <li>
        <FactForm
          stored={fact}
          verb="Save"
          onCancel={() => setEditing(false)}
          onSave={async (values) => {
            await update.mutateAsync({ id: fact.id, ...values });
            setEditing(false);
            await refresh();
          }}
        />
      </li>
    );
  }
  return (
    <li className={classes.fact}>
      <div className={classes.value}>
        <span className={classes.factText}>{fact.text}</span>
        <span className={classes.kindName}>
          {factKinds[fact.kind]} · <FactOrigin fact={fact} />
        </span>
      </div>
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="subtle" color="gray" aria-label={`Edit “${fact.text}”`} onClick={() => setEditing(true)}>
          <IconPencil size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" aria-label={`Forget “${fact.text}”`} loading={forget.isPending} onClick={() => forget.mutate(fact)}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}

/** Forgotten is forgotten: to take it back is to enter it again, with the message that said it. */
function useForget() {
  const refresh = useRefresh();
  const undo = async ({ contactId, kind, text, source }: Fact) => {
    try {
      await client.mutate("facts.create", { contactId, kind, text, sourceMessageId: source?.messageId ?? null });
      await refresh();
    } catch (error) {
      notifyFailed("It was not remembered again.", error);
    }
  };
  return useMutation({
    mutationFn: (fact: Fact) => client.mutate("facts.delete", { id: fact.id }),
    onSuccess: async (_, fact) => {
      notifyDone("Forgotten.", () => void undo(fact));
      await refresh();
    },
    onError: (error) => notifyFailed("It was not forgotten.", error),
  });
}

/** Live changes do the same a moment later; what one did oneself is there at once. */
function useRefresh() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["facts.list"] });
}
