import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { asSentence } from "../../components/as-sentence";
import { Notice } from "../../components/Feedback";
import { Time } from "../../components/time/Time";
import type { Subscription } from "../../wire";
import { disabledReasons, heldCount } from "./subscription-state";
import classes from "./Subscriptions.module.css";
import { useRestore, useSwitch } from "./use-subscription-steps";

/** What its owner should think about, as the server says it. */
export function Warnings({ warnings }: { warnings: string[] }) {
  return warnings.map((warning) => <Notice key={warning}>{warning}</Notice>);
}

/** What keeps events from arriving, and the way out. Nothing stands here while all is well. */
export function SubscriptionNotices({ subscription, mayChange }: { subscription: Subscription; mayChange: boolean }) {
  const { deletedAt, isActive, status } = subscription;
  if (deletedAt !== null) return <Deleted subscription={subscription} mayChange={mayChange} />;
  if (!isActive) return <Disabled subscription={subscription} mayChange={mayChange} />;
  return status === "failing" || status === "open" ? <Failing subscription={subscription} /> : null;
}

interface NoticeProps {
  subscription: Subscription;
  mayChange: boolean;
}

function Deleted({ subscription, mayChange }: NoticeProps) {
  const { busy, restore } = useRestore(subscription, false);
  return (
    <Notice
      action={
        mayChange && (
          <Button size="xs" variant="default" loading={busy} onClick={restore}>
            Restore subscription
          </Button>
        )
      }
    >
      This subscription was deleted: nothing is sent. Its deliveries are kept. Restored, it comes back switched off.
    </Notice>
  );
}

/** What is held leaves as soon as it is switched on, so that is said on the button. */
function Disabled({ subscription, mayChange }: NoticeProps) {
  const { busy, set } = useSwitch(subscription);
  const { disabledReason, stats } = subscription;
  const held = stats.heldDeliveries;
  return (
    <Notice
      action={
        mayChange && (
          <Button size="xs" variant="default" className={classes.sentence} loading={busy} onClick={() => set(true)}>
            {held === 0 ? "Switch on" : `Switch on and release ${heldCount(held)}`}
          </Button>
        )
      }
    >
      {disabledReasons[disabledReason ?? "manual"].sentence}{" "}
      {held === 0 ? "What happens meanwhile is held until it is on again." : `${heldCount(held)} ${held === 1 ? "waits" : "wait"} until it is on again.`}
    </Notice>
  );
}

function Failing({ subscription }: { subscription: Subscription }) {
  const { id, status, stats } = subscription;
  return (
    <Notice
      action={
        <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: id }} search={{ tab: "deliveries" }}>
          Deliveries
        </Link>
      }
    >
      <b>{status === "open" ? "Its receiver failed so often that sending is paused." : "Its receiver fails."}</b>{" "}
      {stats.failingSince !== null && (
        <>
          Since <Time value={stats.failingSince} absolute /> no attempt arrived.{" "}
        </>
      )}
      {stats.lastError !== null && asSentence(stats.lastError)}
      {status === "open" && (
        <>
          {" "}
          {stats.nextProbeAt !== null && (
            <>
              The next attempt is due <Time value={stats.nextProbeAt} />.{" "}
            </>
          )}
          {stats.heldDeliveries > 0 && `${heldCount(stats.heldDeliveries)} ${stats.heldDeliveries === 1 ? "leaves" : "leave"} once it works.`}
        </>
      )}
    </Notice>
  );
}
