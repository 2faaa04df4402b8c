import { VisuallyHidden } from "@mantine/core";
import { useNow, useZone } from "./clock";
import { exactTime, relativeTime, shortMoment } from "./format";

interface TimeProps {
  value: string;
  /** Day and hour instead of the distance from now. */
  absolute?: boolean;
  className?: string;
}

/** A moment as people say it, exact on hover and to screen readers. */
export function Time({ value, absolute = false, className }: TimeProps) {
  const now = useNow();
  const zone = useZone();
  const exact = exactTime(value, zone);
  return (
    <time dateTime={value} title={exact} className={className} style={{ whiteSpace: "nowrap" }}>
      {absolute ? shortMoment(value, now, zone) : relativeTime(value, now, zone)}
      <VisuallyHidden>, {exact}</VisuallyHidden>
    </time>
  );
}
