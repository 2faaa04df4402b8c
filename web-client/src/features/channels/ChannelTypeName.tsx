import { channelTypeLooks } from "../../components/looks";
import type { ChannelType } from "../../wire";
import classes from "./Channels.module.css";

/** How people write, with its icon, inside a line of text. */
export function ChannelTypeName({ type }: { type: ChannelType }) {
  const { label, icon: Glyph } = channelTypeLooks[type];
  return (
    <span className={classes.of}>
      <Glyph size={14} stroke={2} aria-hidden />
      {label}
    </span>
  );
}
