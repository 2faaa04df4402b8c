import { VisuallyHidden } from "@mantine/core";
import classes from "./Confirmations.module.css";
import { useWaitingForMe } from "./use-waiting";

const mostNamed = 99;

/** How many answers of the member are waited for; nothing where none is. */
export function WaitingCount() {
  const count = useWaitingForMe().waiting?.length ?? 0;
  if (count === 0) return null;
  return (
    <b className={classes.count}>
      {count > mostNamed ? `${mostNamed}+` : count}
      <VisuallyHidden> waiting for your answer</VisuallyHidden>
    </b>
  );
}
