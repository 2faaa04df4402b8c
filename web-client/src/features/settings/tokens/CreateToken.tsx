import { Modal } from "@mantine/core";
import { useState } from "react";
import { CodeBlock } from "../../../components/Copy";
import type { ApiTokenCreated } from "../../../wire";
import { ShownOnce } from "../ShownOnce";
import { TokenForm } from "./TokenForm";
import { tokenSample } from "./token-sample";

/** Asks what the token is for, then shows its secret this once. */
export function CreateToken({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create API token" size="lg" closeOnClickOutside={false}>
      <Create onClose={onClose} />
    </Modal>
  );
}

function Create({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<ApiTokenCreated | null>(null);
  if (created === null) return <TokenForm onCreated={setCreated} onClose={onClose} />;
  return (
    <ShownOnce label={created.apiToken.name} value={created.token} what="token" onDone={onClose}>
      <p style={{ margin: 0 }}>Keep it like a password: whoever has it acts in your name.</p>
      <CodeBlock label="Try it" code={tokenSample(window.location.origin, created.token, created.apiToken.scopes)} what="curl sample" />
    </ShownOnce>
  );
}
