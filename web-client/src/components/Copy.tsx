import { ActionIcon, Tooltip } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { IconCheck, IconCopy, IconEye, IconEyeOff } from "@tabler/icons-react";
import { useState } from "react";
import { copyText } from "./copy-text";
import { notifyNotCopied } from "./notify";
import classes from "./Copy.module.css";

export function CopyButton({ value, what }: { value: string; what: string }) {
  const [copied, setCopied] = useState(false);
  const forget = useTimeout(() => setCopied(false), 1500);
  const label = copied ? `${what} copied` : `Copy ${what}`;
  const copy = async () => {
    if (!(await copyText(value))) return notifyNotCopied();
    setCopied(true);
    forget.start();
  };
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => void copy()}>
        {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}

/** A URL or an id to take along. */
export function CopyField({ label, value, what }: { label?: string; value: string; what: string }) {
  return (
    <div>
      {label !== undefined && <p className={classes.label}>{label}</p>}
      <div className={classes.field}>
        <span className={`${classes.value} mono`}>{value}</span>
        <CopyButton value={value} what={what} />
      </div>
    </div>
  );
}

/** Masked until asked for; can be copied without being shown. */
export function SecretField({ label, value, what }: { label: string; value: string; what: string }) {
  const [shown, setShown] = useState(false);
  const toggle = shown ? `Hide ${what}` : `Show ${what}`;
  return (
    <div>
      <p className={classes.label}>{label}</p>
      <div className={classes.field}>
        <span className={`${classes.value} mono`}>{shown ? value : "•".repeat(24)}</span>
        <Tooltip label={toggle}>
          <ActionIcon variant="subtle" color="gray" aria-label={toggle} onClick={() => setShown(!shown)}>
            {shown ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
        <CopyButton value={value} what={what} />
      </div>
    </div>
  );
}

/** A payload or a command. Long lines wrap; long texts scroll inside and can be reached with the keyboard. */
export function CodeBlock({ label, code, what }: { label?: string; code: string; what: string }) {
  return (
    <div>
      {label !== undefined && <p className={classes.label}>{label}</p>}
      <div className={classes.code}>
        <pre tabIndex={0} role="group" aria-label={what}>
          {code}
        </pre>
        <div className={classes.copy}>
          <CopyButton value={code} what={what} />
        </div>
      </div>
    </div>
  );
}
