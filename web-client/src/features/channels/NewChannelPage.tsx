import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { Page } from "../../components/Page";
import type { WebhookCreated } from "../../wire";
import { ChannelForm } from "./ChannelForm";
import { inputOf, newChannelValues, type ChannelValues } from "./channel-values";
import { CreatedChannel } from "./CreatedChannel";

export function NewChannelPage() {
  const navigate = useNavigate();
  const create = useMutation(mutation("webhooks.create"));
  // The secrets live in this component alone: not in the URL, the history or the query cache.
  const [created, setCreated] = useState<{ channel: WebhookCreated; values: ChannelValues } | null>(null);
  if (created !== null) return <CreatedChannel {...created} />;
  return (
    <Page title="Create channel" purpose="A custom webhook: a URL that any system can send messages to.">
      <ChannelForm
        initial={newChannelValues}
        verb="Create channel"
        onCancel={() => void navigate({ to: "/channels" })}
        onSave={async (values) => {
          const channel = await create.mutateAsync({ channelType: "custom_webhook", ...inputOf(values) });
          setCreated({ channel, values });
        }}
      />
    </Page>
  );
}
