import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutationOf } from "../../../api/queries";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { notifyDone, notifyFailed } from "../../../components/notify";
import type { Session } from "../../../wire";
import { browserName } from "./browser-name";

/** Ending one is no loss that needs a question: whoever sits there signs in again. */
export function EndSession({ session }: { session: Session }) {
  const name = browserName(session.userAgent);
  const end = useMutationOf("sessions.end", {
    onSuccess: () => notifyDone(`The session in ${name} has ended.`),
    onError: (error) => notifyFailed("The session was not ended.", error),
  });
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={`End the session in ${name}`}
      loading={end.isPending}
      onClick={() => end.mutate({ id: session.id })}
    >
      End
    </Button>
  );
}

export function EndOtherSessions() {
  const [asking, dialog] = useDisclosure(false);
  const end = useMutationOf("sessions.endOthers", {
    onSuccess: ({ ended }) => {
      dialog.close();
      notifyDone(ended === 1 ? "One other session has ended." : `${ended} other sessions have ended.`);
    },
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        End all others
      </Button>
      <ConfirmDialog
        opened={asking}
        title="End all other sessions"
        verb="End them"
        keep="Cancel"
        busy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
        onClose={dialog.close}
      >
        Every other browser in which you are signed in has to sign in again. This one stays signed in, and your API tokens go on working.
      </ConfirmDialog>
    </>
  );
}
