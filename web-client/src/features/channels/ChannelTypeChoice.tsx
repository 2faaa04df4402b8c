import { Link } from "@tanstack/react-router";
import { IconChevronRight } from "@tabler/icons-react";
import { channelTypeLooks } from "../../components/looks";
import { channelTypes, channelTypeHints } from "./channel-types";
import classes from "./Channels.module.css";

/** The first step of a new channel: how people will write. */
export function ChannelTypeChoice() {
  return (
    <ul className={classes.types} aria-label="Types of channel">
      {channelTypes.map((type) => {
        const { label, icon: Glyph } = channelTypeLooks[type];
        return (
          <li key={type}>
            <Link to="/channels/new" search={{ type }} className={classes.type} data-row-link>
              <Glyph size={24} stroke={1.5} aria-hidden />
              <span className={classes.typeText}>
                <b>{label}</b>
                <span className="quiet">{channelTypeHints[type]}</span>
              </span>
              <IconChevronRight size={16} aria-hidden className="quiet" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
