import { useQuery } from "@tanstack/react-query";
import { queryOptionsFor } from "../../api/queries";
import type { ChannelType, Webhook } from "../../wire";

interface Channels {
  /** Those that are there, the first one first. */
  all: Webhook[] | undefined;
  options: { value: string; label: string }[];
  /** For objects that name their channel by id alone, and outlive it. */
  nameOf: (id: string) => string;
  /** Deleted or not; undefined while it is not known. */
  typeOf: (id: string) => ChannelType | undefined;
}

/** The channels by name, for filters and links. */
export function useChannels(): Channels {
  const { data, isPending } = useQuery(queryOptionsFor("webhooks.list", { kind: "channel", includeInactive: true, limit: 100 }));
  const all = data?.items.filter((channel) => channel.deletedAt === null).sort((a, b) => a.number - b.number);
  return {
    all,
    options: all?.map((channel) => ({ value: channel.id, label: channel.channelName })) ?? [],
    typeOf: (id) => data?.items.find((each) => each.id === id)?.channelType,
    nameOf: (id) => {
      const channel = data?.items.find((each) => each.id === id);
      if (channel === undefined) return isPending ? "…" : "another channel";
      return channel.deletedAt === null ? channel.channelName : `${channel.channelName} (deleted)`;
    },
  };
}
