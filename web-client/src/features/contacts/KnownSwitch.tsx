import { Switch } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { mutation } from "../../api/queries";
import { ErrorBox } from "../../components/Feedback";
import type { Contact } from "../../wire";
import classes from "./Contacts.module.css";

/** Whether a member knows them; on at once, and off again by the same click. */
export function KnownSwitch({ contact: { id, isKnown } }: { contact: Pick<Contact, "id" | "isKnown"> }) {
  const update = useMutation(mutation("contacts.update"));
  // While it is sent it stands where it was put.
  const shown = update.isPending ? update.variables.isKnown === true : isKnown;
  return (
    <div className={classes.known}>
      <Switch
        size="sm"
        label="A member knows them"
        checked={shown}
        disabled={update.isPending}
        onChange={(event) => update.mutate({ id, isKnown: event.currentTarget.checked })}
      />
      <span className={classes.kindName}>
        {shown
          ? "What they ask for is done at once, unless the channel wants approval for all contacts."
          : "What they ask for waits for a member's approval, unless the channel wants none."}
      </span>
      {update.error !== null && <ErrorBox error={update.error} what="It was not changed." />}
    </div>
  );
}
