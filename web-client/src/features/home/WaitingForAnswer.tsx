import { Button } from "@mantine/core";
import { useState } from "react";
import { ErrorBox } from "../../components/Feedback";
import { waitingLook } from "../../components/looks";
import { Section } from "../../components/Section";
import { ConfirmationItem } from "../confirmations/ConfirmationItem";
import { useWaitingForMe } from "../confirmations/use-waiting";
import classes from "./Home.module.css";

const shownAtMost = 5;

/** What the assistant does only after the member's yes. Nothing stands here when nothing waits. */
export function WaitingForAnswer() {
  const [all, setAll] = useState(false);
  const { waiting, error, retry } = useWaitingForMe();
  if (waiting === undefined) {
    return error === null ? null : (
      <Section title={waitingLook.label}>
        <ErrorBox error={error} retry={retry} />
      </Section>
    );
  }
  if (waiting.length === 0) return null;
  const more = all ? 0 : waiting.length - shownAtMost;
  return (
    <Section title={waitingLook.label}>
      <ul className={classes.items}>
        {(more > 0 ? waiting.slice(0, shownAtMost) : waiting).map((confirmation) => (
          <li key={confirmation.id} className={classes.waiting}>
            <ConfirmationItem confirmation={confirmation} />
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button variant="default" size="xs" mt={8} onClick={() => setAll(true)}>
          Show {more} more
        </Button>
      )}
    </Section>
  );
}
