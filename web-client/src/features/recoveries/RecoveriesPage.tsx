import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconRefresh } from "@tabler/icons-react";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { mutation, pagesOptionsFor } from "../../api/queries";
import { Badge } from "../../components/Badge";
import { EmptyState } from "../../components/Feedback";
import { List, listClasses, type Column } from "../../components/List";
import { deliveryLooks, recoveryLooks } from "../../components/looks";
import { notifyFailed } from "../../components/notify";
import { Page } from "../../components/Page";
import { TabLinks } from "../../components/TabLinks";
import { thinNumber } from "../../components/time/format";
import { Time } from "../../components/time/Time";
import type { Recovery } from "../../wire";
import { logTabs } from "../logs/log-tabs";
import { useWebhooks } from "../logs/use-webhooks";
import { RecoverDeliveries } from "./RecoverDeliveries";

const columns: Column<Recovery>[] = [
  { title: "Recovery", cell: (recovery) => <Which recovery={recovery} /> },
  { title: "Status", width: "130px", cell: (recovery) => <Badge look={recoveryLooks[recovery.status]} /> },
  { title: "Sent again", width: "130px", align: "end", cell: ({ done, total }) => `${thinNumber(done)} of ${thinNumber(total)}` },
  { title: "Cancel", width: "110px", align: "end", cell: (recovery) => recovery.status === "running" && <CancelRecovery recovery={recovery} /> },
  { title: "Started", width: "110px", align: "end", hideOnPhone: true, cell: (recovery) => <Time value={recovery.createdAt} className="quiet" /> },
];

/** What was sent again in bulk, the newest first. */
export function RecoveriesPage() {
  const [recovering, dialog] = useDisclosure(false);
  const query = useInfiniteQuery({
    ...pagesOptionsFor("recoveries.list", {}),
    // No hint says how far one has come.
    refetchInterval: ({ state }) => (state.data?.pages[0]?.items.some((each) => each.status === "running") === true ? 1_000 : false),
  });
  const open = (variant: "filled" | "default") => (
    <Button variant={variant} leftSection={<IconRefresh size={16} aria-hidden />} onClick={dialog.open}>
      Recover deliveries
    </Button>
  );
  return (
    <Page title="Logs" purpose="Deliveries of a stretch of time that were sent again together." actions={open("filled")}>
      <TabLinks label="Logs" tabs={logTabs("recoveries")} />
      <List
        label="Recoveries"
        query={query}
        columns={columns}
        empty={
          <EmptyState action={open("default")}>
            Nothing was recovered yet. When a receiver was down, send what it missed again in one go.
          </EmptyState>
        }
      />
      {recovering && <RecoverDeliveries filters={{}} onClose={dialog.close} />}
    </Page>
  );
}

function Which({ recovery }: { recovery: Recovery }) {
  const webhooks = useWebhooks();
  const { webhookId, eventType, statuses, since, until } = recovery;
  const to = webhookId === null ? "any webhook" : webhooks.nameOf(webhookId);
  return (
    <>
      <span className="truncate">
        {eventType ?? "Every event"} to {to}
      </span>
      <span className={listClasses.sub}>
        {statuses.map((status) => deliveryLooks[status].label).join(", ")} · <Time value={since} absolute /> to <Time value={until} absolute />
      </span>
    </>
  );
}

function CancelRecovery({ recovery }: { recovery: Recovery }) {
  const cancel = useMutation({
    ...mutation("recoveries.cancel"),
    onError: (error) => notifyFailed("The recovery goes on.", error),
  });
  return (
    <Button size="compact-sm" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: recovery.id })}>
      Cancel
    </Button>
  );
}
