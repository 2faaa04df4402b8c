import { ActionIcon, Button, Group, Input, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./Subscriptions.module.css";

interface RowsProps {
  label: string;
  description: ReactNode;
  /** What one of them is called: "header". */
  one: string;
  count: number;
  /** Whether there may be one more. */
  canAdd: boolean;
  /** What is wrong with all of them together. */
  error?: ReactNode;
  onAdd: () => void;
  onRemove: (index: number) => void;
  /** The inputs of one row. */
  children: (index: number) => ReactNode;
}

/** A list that is typed row by row: rows are added below and taken away one by one. */
export function Rows({ label, description, one, count, canAdd, error, onAdd, onRemove, children }: RowsProps) {
  return (
    <Stack gap={4} role="group" aria-label={label}>
      <Input.Label component="div">{label}</Input.Label>
      <Input.Description mt={-4}>{description}</Input.Description>
      {count > 0 && (
        <div className={classes.rows}>
          {Array.from({ length: count }, (_, index) => (
            <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
              <div className={classes.row}>{children(index)}</div>
              <ActionIcon mt={4} variant="subtle" color="gray" aria-label={`Remove ${one} ${index + 1}`} onClick={() => onRemove(index)}>
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
        </div>
      )}
      {error !== undefined && error !== null && <Input.Error role="alert">{error}</Input.Error>}
      {canAdd && (
        <div>
          <Button variant="subtle" size="compact-sm" ml={-8} leftSection={<IconPlus size={14} aria-hidden />} onClick={onAdd}>
            Add {one}
          </Button>
        </div>
      )}
    </Stack>
  );
}
