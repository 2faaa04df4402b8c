import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

interface ThreadScroll {
  scroll: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  /** Something came below while older messages were being read. */
  hasNewer: boolean;
  toEnd: () => void;
}

/** A message that is being read, and how far below the upper edge it stands. */
interface Anchor {
  id: string;
  offset: number;
}

function messageIn(box: HTMLElement, id: string): HTMLElement | null {
  return box.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);
}

function offsetIn(box: HTMLElement, message: HTMLElement): number {
  return message.getBoundingClientRect().top - box.getBoundingClientRect().top;
}

function anchorOf(box: HTMLElement): Anchor | null {
  const visible = [...box.querySelectorAll<HTMLElement>("[data-message]")].find(
    (message) => message.getBoundingClientRect().bottom > box.getBoundingClientRect().top,
  );
  return visible?.dataset.message === undefined ? null : { id: visible.dataset.message, offset: offsetIn(box, visible) };
}

/**
 * Starts at the latest message, or at the one a link names, and stays at the end while new ones come. Whoever has
 * scrolled up keeps reading where they are: what comes above or below never moves what they look at.
 */
export function useThreadScroll(last: string | undefined, start: string | undefined): ThreadScroll {
  const scroll = useRef<HTMLDivElement>(null);
  const known = useRef<{ last: string; start: string | undefined } | null>(null);
  const anchor = useRef<Anchor | null>(null);
  const atEnd = useRef(true);
  const [hasNewer, setHasNewer] = useState(false);

  const remember = useCallback(() => {
    const box = scroll.current;
    if (box === null) return;
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
    anchor.current = anchorOf(box);
  }, []);

  // After every render, because every one may have made something above the anchor higher or lower.
  useLayoutEffect(() => {
    const box = scroll.current;
    if (box === null || last === undefined) return;
    const named = start === undefined || known.current?.start === start ? null : messageIn(box, start);
    const read = anchor.current === null ? null : messageIn(box, anchor.current.id);
    if (named !== null) named.scrollIntoView({ block: "center" });
    else if (known.current === null || atEnd.current) box.scrollTop = box.scrollHeight;
    else if (read !== null && anchor.current !== null) box.scrollTop += offsetIn(box, read) - anchor.current.offset;
    if (known.current !== null && known.current.last !== last && !atEnd.current) setHasNewer(true);
    known.current = { last, start };
    remember();
  });

  // The reply box grows while somebody writes, and takes the room from the thread.
  useEffect(() => {
    const box = scroll.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    remember();
    if (atEnd.current) setHasNewer(false);
  }, [remember]);

  const toEnd = useCallback(() => {
    const box = scroll.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  }, []);

  return { scroll, onScroll, hasNewer, toEnd };
}
