import { Button, Group, Stack } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import { CopyField } from "../../components/Copy";

interface ShownOnceProps {
  label: string;
  value: string;
  what: string;
  /** What it is for, and until when. */
  children: ReactNode;
  onDone: () => void;
}

/** A secret or a link that nobody can look up later. It takes the place of the form whose button had the focus. */
export function ShownOnce({ label, value, what, children, onDone }: ShownOnceProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Stack gap="md">
      <div ref={place} tabIndex={-1}>
        <CopyField label={`${label}, shown this once`} value={value} what={what} />
      </div>
      {children}
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
