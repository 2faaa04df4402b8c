import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ApiError } from "../../api/api-error";
import { mutation, queryOptionsFor } from "../../api/queries";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { Notice } from "../../components/Feedback";
import { notifyDone } from "../../components/notify";
import { Section } from "../../components/Section";
import type { Subscription } from "../../wire";
import { SubscriptionForm } from "./SubscriptionForm";
import classes from "./Subscriptions.module.css";
import { changesOf, valuesOf } from "./subscription-values";
import { useRestore } from "./use-subscription-steps";

export function SubscriptionSettings({ subscription, mayChange }: { subscription: Subscription; mayChange: boolean }) {
  return (
    <Stack gap="xl">
      {!mayChange && subscription.deletedAt === null && (
        <p className="quiet" style={{ margin: 0 }}>
          You may look at the settings; an owner or admin may change them.
        </p>
      )}
      <fieldset disabled={!mayChange} className={classes.fields} aria-label="Settings">
        <EditForm subscription={subscription} />
      </fieldset>
      {mayChange && <DeleteSubscription subscription={subscription} />}
    </Stack>
  );
}

/**
 * The form holds on to the version that it began with, and what somebody types is never replaced under their hands. What
 * is changed elsewhere meanwhile is said; the server refuses to overwrite it.
 */
function EditForm({ subscription }: { subscription: Subscription }) {
  const [base, setBase] = useState(subscription);
  const [isDirty, setDirty] = useState(false);
  const latest = useQuery({ ...queryOptionsFor("subscriptions.get", { id: base.id }), enabled: false });
  const update = useMutation(mutation("subscriptions.update"));
  const isOld = base.version !== subscription.version;
  useEffect(() => {
    if (isOld && !isDirty) setBase(subscription);
  }, [isOld, isDirty, subscription]);
  // What the page knows may be as old as the form, where the live connection is gone.
  const load = async () => {
    const { data } = await latest.refetch();
    if (data === undefined) return;
    setDirty(false);
    setBase(data);
  };
  const stored = valuesOf(base);
  return (
    <Stack gap="md">
      {/* Saved values come back masked: a new form shows them so. */}
      <SubscriptionForm
        key={base.version}
        initial={stored}
        verb="Save changes"
        onDirty={setDirty}
        onSave={async (values) => {
          const saved = await update.mutateAsync({ id: base.id, ifVersion: base.version, ...changesOf(values, stored) });
          setDirty(false);
          setBase(saved);
          notifyDone(`${saved.name} saved.`);
        }}
        explain={(error) => {
          if (!(error instanceof ApiError) || error.code !== "CONFLICT") return undefined;
          return <ChangedMeanwhile what="Nothing was saved: this subscription was changed meanwhile." onReload={() => void load()} />;
        }}
      />
      {isOld && isDirty && <ChangedMeanwhile what="This subscription was changed meanwhile, so what you typed cannot be saved over it." onReload={() => void load()} />}
    </Stack>
  );
}

function ChangedMeanwhile({ what, onReload }: { what: string; onReload: () => void }) {
  return (
    <Notice
      action={
        <Button size="xs" variant="default" onClick={onReload}>
          Load what is stored
        </Button>
      }
    >
      {what} Loading what is stored now drops what you typed.
    </Notice>
  );
}

function DeleteSubscription({ subscription }: { subscription: Subscription }) {
  const navigate = useNavigate();
  const [asking, dialog] = useDisclosure(false);
  const undo = useRestore(subscription, subscription.isActive);
  const remove = useMutation({
    ...mutation("subscriptions.delete"),
    onSuccess: async () => {
      await navigate({ to: "/subscriptions", search: {} });
      notifyDone(`${subscription.name} deleted. Its deliveries are kept.`, undo.restore);
    },
  });
  return (
    <Section title="Delete" purpose="A deleted subscription is told of nothing more. It can be restored among the deleted ones.">
      <Button variant="default" c="var(--bad)" onClick={dialog.open}>
        Delete subscription
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Delete subscription"
        verb="Delete subscription"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id: subscription.id })}
        onClose={dialog.close}
      >
        <b>{subscription.name}</b> will be told of nothing more. Its deliveries and its secret are kept, and it can be restored.
      </ConfirmDialog>
    </Section>
  );
}
