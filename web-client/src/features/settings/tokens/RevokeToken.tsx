import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutationOf } from "../../../api/queries";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { notifyDone } from "../../../components/notify";
import type { ApiToken } from "../../../wire";

export function RevokeToken({ token }: { token: ApiToken }) {
  const [asking, dialog] = useDisclosure(false);
  const revoke = useMutationOf("apiTokens.revoke", {
    onSuccess: () => {
      dialog.close();
      notifyDone(`${token.name} revoked.`);
    },
  });
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={`Revoke ${token.name}`} onClick={dialog.open}>
        Revoke
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Revoke API token"
        verb="Revoke token"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({ id: token.id })}
        onClose={dialog.close}
      >
        <b>{token.name}</b> of {token.userName} stops working at once, wherever it is used, and cannot be brought back. What was done with
        it stays.
      </ConfirmDialog>
    </>
  );
}
