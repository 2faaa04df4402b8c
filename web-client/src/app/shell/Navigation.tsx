import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconMoon, IconPlugConnectedX, IconSun, IconWifi } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { WaitingCount } from "../../features/confirmations/WaitingCount";
import { useMe } from "../../features/session/use-me";
import { useLiveState } from "../../live/live-state";
import { destinations } from "./destinations";
import classes from "./Shell.module.css";

export function Brand() {
  return (
    <Link to="/" className={classes.brand}>
      <img src="/app/icon.svg" width={24} height={24} alt="" />
      <span>Patchbay</span>
    </Link>
  );
}

interface NavigationProps {
  collapsed: boolean;
  onCollapse?: () => void;
  onNavigate?: () => void;
  onHelp: () => void;
}

export function Navigation({ collapsed, onCollapse, onNavigate, onHelp }: NavigationProps) {
  return (
    <>
      <nav className={classes.nav} aria-label="Main">
        <Brand />
        {destinations.map((group) => (
          <ul key={group[0]?.label} className={classes.group}>
            {group.map(({ label, to, icon: Glyph }) => (
              <li key={to}>
                <Tooltip label={label} position="right" disabled={!collapsed}>
                  <Link to={to} className={classes.link} activeOptions={{ exact: to === "/" }} onClick={onNavigate}>
                    <Glyph size={18} stroke={1.75} aria-hidden />
                    <span>{label}</span>
                    {to === "/" && <WaitingCount />}
                  </Link>
                </Tooltip>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <Foot collapsed={collapsed} onCollapse={onCollapse} onHelp={onHelp} />
    </>
  );
}

function Foot({ collapsed, onCollapse, onHelp }: Pick<NavigationProps, "collapsed" | "onCollapse" | "onHelp">) {
  const me = useMe();
  const scheme = useComputedColorScheme("light");
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === "dark" ? "light" : "dark";
  const collapseLabel = collapsed ? "Show the navigation's names" : "Collapse the navigation";
  return (
    <div className={classes.foot}>
      <LiveState />
      <div className={classes.who}>
        <span title={me.organization.name}>
          <b>{me.organization.name}</b>
        </span>
        <span className="quiet" title={me.user.email}>
          {me.user.name}
        </span>
      </div>
      <div className={classes.tools}>
        <Tooltip label={`Use the ${other} colours`}>
          <ActionIcon variant="subtle" color="gray" aria-label={`Use the ${other} colours`} onClick={() => setColorScheme(other)}>
            {scheme === "dark" ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Keyboard shortcuts">
          <ActionIcon variant="subtle" color="gray" aria-label="Keyboard shortcuts" onClick={onHelp}>
            <IconKeyboard size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        {onCollapse !== undefined && (
          <Tooltip label={collapseLabel}>
            <ActionIcon variant="subtle" color="gray" aria-label={collapseLabel} aria-pressed={collapsed} onClick={onCollapse}>
              {collapsed ? <IconLayoutSidebarLeftExpand size={18} aria-hidden /> : <IconLayoutSidebarLeftCollapse size={18} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}

function LiveState() {
  const state = useLiveState();
  const live = state === "live";
  return (
    <div className={classes.live} data-state={state} role="status">
      {live ? <IconWifi size={14} aria-hidden /> : <IconPlugConnectedX size={14} aria-hidden />}
      <span>{live ? "Live" : state === "connecting" ? "Connecting" : "Reconnecting"}</span>
    </div>
  );
}
