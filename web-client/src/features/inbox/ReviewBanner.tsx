import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { ErrorBox } from "../../components/Feedback";
import { reviewLook } from "../../components/looks";
import { Time } from "../../components/time/Time";
import type { Message } from "../../wire";
import classes from "./Thread.module.css";

/** Why somebody should look at a message, until somebody says that they did. */
export function ReviewBanner({ message }: { message: Message }) {
  const mark = useMutation(mutation("messages.markReviewed"));
  if (message.review === null) return null;
  if (message.reviewedAt !== null) {
    return (
      <p className={`${classes.below} quiet`} style={{ marginBottom: 0 }}>
        <span>
          {asSentence(message.review)} Reviewed <Time value={message.reviewedAt} />.
        </span>
      </p>
    );
  }
  return (
    <div className={classes.review} role="group" aria-label="Review">
      <Badge plain look={reviewLook} />
      <p>{asSentence(message.review)}</p>
      <Button size="compact-sm" variant="default" loading={mark.isPending} onClick={() => mark.mutate({ id: message.id })}>
        Mark as reviewed
      </Button>
      {mark.error !== null && <ErrorBox error={mark.error} what="It was not marked." />}
    </div>
  );
}
