import type { Icon } from "@tabler/icons-react";
import classes from "./Badge.module.css";

export type Tone = "neutral" | "good" | "warn" | "bad" | "accent";

export interface BadgeLook {
  label: string;
  tone: Tone;
  icon: Icon;
}

/** A state: colour, icon and word together, so that none of them carries the meaning alone. */
export function Badge({ look, plain = false }: { look: BadgeLook; plain?: boolean }) {
  const Glyph = look.icon;
  return (
    <span className={classes.badge} data-tone={look.tone} data-plain={plain || undefined}>
      <Glyph size={14} stroke={2} aria-hidden />
      {look.label}
    </span>
  );
}
