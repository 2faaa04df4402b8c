import { Kbd, Modal } from "@mantine/core";
import { destinations } from "./destinations";
import classes from "./Shell.module.css";

const rows: [string[], string][] = [
  [["/"], "Search on this page"],
  [["j"], "Next row"],
  [["k"], "Previous row"],
  [["Enter"], "Open the row"],
  [["e"], "Resolve the conversation"],
  [["Ctrl", "Enter"], "Send the reply (⌘ Enter on a Mac)"],
  ...destinations.flat().map((destination): [string[], string] => [["g", destination.key], `Go to ${destination.label}`]),
  [["?"], "This help"],
];

export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <dl className={classes.keys}>
        {rows.map(([keys, what]) => (
          <KeyRow key={what} keys={keys} what={what} />
        ))}
      </dl>
    </Modal>
  );
}

function KeyRow({ keys, what }: { keys: string[]; what: string }) {
  return (
    <>
      <dt>
        {keys.map((key) => (
          <span key={key}>
            <Kbd>{key}</Kbd>{" "}
          </span>
        ))}
      </dt>
      <dd>{what}</dd>
    </>
  );
}
