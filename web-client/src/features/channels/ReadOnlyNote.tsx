import type { Webhook } from "../../wire";

/** Why there is nothing to press. */
export function ReadOnlyNote({ channel }: { channel: Pick<Webhook, "ownerName"> }) {
  return (
    <p className="quiet" style={{ margin: 0 }}>
      This channel is {channel.ownerName}’s: you may look at it, and they or an admin may change it.
    </p>
  );
}
