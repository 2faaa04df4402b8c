import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { EmptyState } from "../../components/Feedback";
import { Page } from "../../components/Page";
import type { SubscriptionCreated } from "../../wire";
import { useMe } from "../session/use-me";
import { isAdmin } from "../settings/roles";
import { CreatedSubscription } from "./CreatedSubscription";
import { SubscriptionForm } from "./SubscriptionForm";
import { inputOf, newSubscriptionValues } from "./subscription-values";

export function NewSubscriptionPage() {
  const navigate = useNavigate();
  const mayChange = isAdmin(useMe().user.role);
  // Nothing of the answer stays behind in the cache: the secret lives in this component alone.
  const create = useMutation({ ...mutation("subscriptions.create"), gcTime: 0 });
  const [created, setCreated] = useState<SubscriptionCreated | null>(null);
  if (created !== null) return <CreatedSubscription subscription={created} />;
  return (
    <Page title="Create subscription" purpose="A system is told of the events you choose, by a signed request to its URL.">
      {mayChange ? (
        <SubscriptionForm
          initial={newSubscriptionValues()}
          isNew
          verb="Create subscription"
          onCancel={() => void navigate({ to: "/subscriptions", search: {} })}
          onSave={async (values) => {
            const secret = values.secret === "" ? {} : { secret: values.secret };
            setCreated(await create.mutateAsync({ ...inputOf(values), ...secret }));
          }}
        />
      ) : (
        <EmptyState>Only owners and admins create subscriptions.</EmptyState>
      )}
    </Page>
  );
}
