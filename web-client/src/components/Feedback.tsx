import { Button, Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { describeError, isForbidden } from "./describe-error";
import classes from "./Feedback.module.css";

/** One sentence, one action, and where it helps the exact command that makes the first one appear. */
export function EmptyState({ children, action, example }: { children: ReactNode; action?: ReactNode; example?: ReactNode }) {
  return (
    <div className={classes.box}>
      <p>{children}</p>
      {action}
      {example !== undefined && <div className={classes.wide}>{example}</div>}
    </div>
  );
}

/** What happened, why if known, and the next step, in the place of what could not be shown. */
export function ErrorBox({ error, retry, what }: { error: unknown; retry?: () => void; what?: string }) {
  const described = describeError(error);
  return (
    <div className={classes.error} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <div className={classes.errorText}>
        <p>
          {what !== undefined && `${what} `}
          {described.sentence}
        </p>
        {described.requestId !== null && (
          <p className={classes.reference}>
            Request <span className="mono">{described.requestId}</span>
          </p>
        )}
      </div>
      {/* What is not allowed is not allowed the next time either. */}
      {retry !== undefined && !isForbidden(error) && (
        <Button size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Something to know, said calmly: it was there before the page and interrupts nobody. */
export function Notice({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={classes.notice}>
      <IconInfoCircle size={18} aria-hidden />
      <div className={classes.errorText}>{children}</div>
      {action}
    </div>
  );
}

/** True after 150 ms: what loads faster than that should not flicker. */
export function useDelayed(milliseconds = 150): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return over;
}

/** Rows in the shape of what comes. */
export function LoadingRows({ count = 6, height = 20 }: { count?: number; height?: number }) {
  const visible = useDelayed();
  return (
    <div className={classes.skeletons} role="status" aria-label="Loading">
      {visible &&
        Array.from({ length: count }, (_, index) => (
          <Skeleton key={index} height={height} width={`${100 - ((index * 17) % 35)}%`} radius="sm" />
        ))}
    </div>
  );
}
