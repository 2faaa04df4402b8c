import { Button } from "@mantine/core";
import { listClasses } from "../../components/List";
import type { Webhook } from "../../wire";
import { useMayChange } from "./use-may-change";
import { useRestoreChannel } from "./use-restore-channel";

export function RestoreChannel({ channel }: { channel: Webhook }) {
  const changeable = useMayChange(channel);
  const { busy, restore } = useRestoreChannel(channel);
  if (!changeable) return null;
  return (
    <Button className={listClasses.above} size="compact-sm" variant="default" loading={busy} onClick={restore}>
      Restore channel
    </Button>
  );
}
