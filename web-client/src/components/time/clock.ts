import { createContext, useContext, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let current = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    // Nobody listened, so the value is old; React reads it again after subscribing.
    current = Date.now();
    timer = setInterval(tick, 15_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}

function read(): number {
  return current;
}

/** The time now, one ticker for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The member's time zone: their own setting, else the browser's. */
export const ZoneContext = createContext<string>(browserZone());

export function useZone(): string {
  return useContext(ZoneContext);
}
