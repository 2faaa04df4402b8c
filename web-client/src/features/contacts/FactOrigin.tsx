import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { Time } from "../../components/time/Time";
import type { Fact } from "../../wire";
import { useChannels } from "../channels/use-channels";

/** Who said it, where and when. */
export function FactOrigin({ fact: { source, createdBy, createdAt } }: { fact: Fact }) {
  return (
    <>
      {source === null ? <EnteredBy userId={createdBy} /> : <SaidIn source={source} />} <Time value={createdAt} />
    </>
  );
}

function SaidIn({ source }: { source: NonNullable<Fact["source"]> }) {
  const channel = useChannels().nameOf(source.webhookId);
  if (source.conversationId === null) return <>said on {channel}</>;
  return (
    <Link to="/inbox/$conversationId" params={{ conversationId: source.conversationId }} search={{}}>
      said on {channel}
    </Link>
  );
}

function EnteredBy({ userId }: { userId: string | null }) {
  const members = useQuery({ ...queryOptionsFor("members.list", { limit: 100 }), enabled: userId !== null });
  const name = members.data?.items.find((member) => member.id === userId)?.name;
  return <>entered by {name ?? "a member"}</>;
}
