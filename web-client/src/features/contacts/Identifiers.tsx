import { Link } from "@tanstack/react-router";
import { CopyButton } from "../../components/Copy";
import type { ContactIdentifier } from "../../wire";
import { useChannels } from "../channels/use-channels";
import classes from "./Contacts.module.css";
import { identifierLooks } from "./identifier-kinds";

export function Identifiers({ identifiers }: { identifiers: ContactIdentifier[] }) {
  if (identifiers.length === 0) return <span className="quiet">Nothing yet</span>;
  return (
    <ul className={classes.identifiers}>
      {identifiers.map((identifier) => (
        <li key={JSON.stringify(identifier)}>
          <IdentifierIcon kind={identifier.kind} />
          <span className={classes.value}>
            {identifier.value}
            <span className={classes.kindName}>
              {identifier.webhookId == null ? identifierLooks[identifier.kind].label : <NameOn channelId={identifier.webhookId} />}
            </span>
          </span>
          <CopyButton value={identifier.value} what={identifier.value} />
        </li>
      ))}
    </ul>
  );
}

function IdentifierIcon({ kind }: { kind: ContactIdentifier["kind"] }) {
  const Glyph = identifierLooks[kind].icon;
  return <Glyph size={16} stroke={1.75} aria-hidden />;
}

/** A name means somebody on its own channel only. */
function NameOn({ channelId }: { channelId: string }) {
  const channels = useChannels();
  return (
    <>
      Name on{" "}
      <Link to="/channels/$channelId" params={{ channelId }} search={{}}>
        {channels.nameOf(channelId)}
      </Link>
    </>
  );
}
