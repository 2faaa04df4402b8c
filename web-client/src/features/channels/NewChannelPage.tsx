import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { mutation } from "../../api/queries";
import { channelTypeLooks } from "../../components/looks";
import { Page } from "../../components/Page";
import type { ChannelType, WebhookCreated } from "../../wire";
import { channelTypeHints } from "./channel-types";
import { ChannelForm } from "./ChannelForm";
import { ChannelTypeChoice } from "./ChannelTypeChoice";
import { inputOf, newChannelValues, type ChannelValues } from "./channel-values";
import { CreatedChannel } from "./CreatedChannel";

/** First how people write, then the form of that type; then what to do at the provider. */
export function NewChannelPage({ type }: { type: ChannelType | undefined }) {
  if (type === undefined) {
    return (
      <Page title="Create channel" purpose="How will people write to the assistant?">
        <ChannelTypeChoice />
      </Page>
    );
  }
  return <NewChannelOfType key={type} type={type} />;
}

function NewChannelOfType({ type }: { type: ChannelType }) {
  const navigate = useNavigate();
  const create = useMutation(mutation("webhooks.create"));
  // The secrets live in this component alone: not in the URL, the history or the query cache.
  const [created, setCreated] = useState<{ channel: WebhookCreated; values: ChannelValues } | null>(null);
  if (created !== null) return <CreatedChannel {...created} />;
  return (
    <Page
      title={`Create channel: ${channelTypeLooks[type].label}`}
      purpose={
        <>
          {channelTypeHints[type]}{" "}
          <Link to="/channels/new" search={{}}>
            Choose another type
          </Link>
        </>
      }
    >
      <ChannelForm
        initial={newChannelValues(type)}
        verb="Create channel"
        onCancel={() => void navigate({ to: "/channels" })}
        onSave={async (values) => {
          const channel = await create.mutateAsync({ channelType: type, ...inputOf(values) });
          setCreated({ channel, values });
        }}
      />
    </Page>
  );
}
