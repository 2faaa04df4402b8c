import { Button, Group, Progress, Stack } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { mutation, queryOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { ErrorBox } from "../../components/Feedback";
import { recoveryLooks } from "../../components/looks";
import type { Recovery } from "../../wire";
import { progressSentence } from "./recovery-words";

interface RecoveryProgressProps {
  recoveryId: string;
  started: Recovery;
  onClose: () => void;
}

/** How far a recovery has come. No hint says when it goes on, so it is asked for while it runs. */
export function RecoveryProgress({ recoveryId, started, onClose }: RecoveryProgressProps) {
  const query = useQuery({
    ...queryOptionsFor("recoveries.get", { id: recoveryId }),
    initialData: started,
    initialDataUpdatedAt: 0,
    refetchInterval: ({ state }) => (state.data?.status === "running" ? 1_000 : false),
  });
  const cancel = useMutation(mutation("recoveries.cancel"));
  const recovery = query.data;
  const share = recovery.total === 0 ? 100 : (100 * recovery.done) / recovery.total;
  return (
    <Stack gap="md">
      <Group gap="sm" role="status">
        <Badge look={recoveryLooks[recovery.status]} />
        <span>{progressSentence(recovery)}</span>
      </Group>
      <Progress value={share} aria-label="Progress of the recovery" />
      {query.error !== null && <ErrorBox error={query.error} retry={() => void query.refetch()} />}
      {cancel.error !== null && <ErrorBox error={cancel.error} what="The recovery goes on." />}
      <Group justify="flex-end" gap="xs">
        {recovery.status === "running" && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: recoveryId })}>
            Cancel recovery
          </Button>
        )}
        <Button onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  );
}
