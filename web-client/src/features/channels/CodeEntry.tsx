import { Button, PinInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useId, useRef, useState } from "react";
import { queryOptionsFor } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { describeError } from "../../components/describe-error";
import { deliveryLooks } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { VerificationSent } from "../../wire";
import classes from "./Channels.module.css";

const digits = 6;

interface CodeEntryProps {
  /** The code that was sent last from here. */
  sent: VerificationSent | null;
  busy: boolean;
  error: unknown;
  onChange: () => void;
  onVerify: (code: string) => void;
}

/** Where the code is typed or pasted. The sixth digit sends it. */
export function CodeEntry({ sent, busy, error, onChange, onVerify }: CodeEntryProps) {
  const [code, setCode] = useState("");
  const id = useId();
  const inputs = useRef<HTMLDivElement>(null);
  // Typing over a wrong code would be complete, and so sent, after each digit; there are few tries.
  useEffect(() => {
    if (error === null) return;
    setCode("");
    inputs.current?.querySelector("input")?.focus();
  }, [error]);
  return (
    <div role="group" aria-labelledby={`${id}-label`} style={{ width: "100%" }}>
      {sent !== null && <SentTo sent={sent} />}
      <p id={`${id}-label`} style={{ margin: "0 0 4px", fontWeight: 500 }}>
        Code
      </p>
      <form
        className={classes.code}
        onSubmit={(event) => {
          event.preventDefault();
          if (code.length === digits && !busy) onVerify(code);
        }}
      >
        <PinInput
          rootRef={inputs}
          length={digits}
          type="number"
          oneTimeCode
          placeholder=""
          gap={6}
          value={code}
          error={error !== null}
          readOnly={busy}
          getInputProps={(index) => ({ "aria-label": `Digit ${index + 1} of ${digits}`, "aria-describedby": error === null ? undefined : `${id}-error` })}
          onChange={(typed) => {
            setCode(typed);
            if (typed !== "") onChange();
          }}
          onComplete={(typed) => {
            if (!busy) onVerify(typed);
          }}
        />
        <Button type="submit" loading={busy} disabled={code.length !== digits && !busy}>
          Verify
        </Button>
      </form>
      {error !== null && (
        <p id={`${id}-error`} role="alert" style={{ margin: "8px 0 0", color: "var(--bad)" }}>
          {describeError(error).sentence}
        </p>
      )}
    </div>
  );
}

/** Whether the code has arrived is what its delivery says. */
function SentTo({ sent }: { sent: VerificationSent }) {
  const delivery = useQuery(queryOptionsFor("deliveries.get", { id: sent.deliveryId }));
  return (
    <div style={{ marginBottom: 12 }}>
      <p style={{ margin: 0 }}>
        The code goes to {sent.sentTo === null ? "the outbound URL" : <b>{sent.sentTo}</b>}. It counts until <Time value={sent.expiresAt} absolute />.
      </p>
      {delivery.data !== undefined && (
        <p style={{ margin: "4px 0 0" }}>
          <Badge plain look={deliveryLooks[delivery.data.status]} />{" "}
          <Link to="/logs/$deliveryId" params={{ deliveryId: sent.deliveryId }} search={{}}>
            Show it in the logs
          </Link>
          {delivery.data.lastError !== null && delivery.data.status !== "success" && (
            <>
              <br />
              {asSentence(delivery.data.lastError)}
            </>
          )}
        </p>
      )}
    </div>
  );
}
