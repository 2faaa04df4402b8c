const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function dayNumber(time: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(time).split("-").map(Number);
  return Date.UTC(parts[0] ?? 0, (parts[1] ?? 1) - 1, parts[2] ?? 1) / day;
}

function shortDate(time: number, now: number, zone: string): string {
  const year = (value: number) => new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: zone }).format(value);
  const withYear = year(time) !== year(now);
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    ...(withYear ? { year: "numeric" } : {}),
    timeZone: zone,
  }).format(time);
}

/** "5 min ago", "yesterday", "12 Mar": short enough for a table column. Calendar days are those of `zone`. */
export function relativeTime(iso: string, now: number, zone: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return "unknown";
  const past = time <= now;
  const distance = Math.abs(now - time);
  const say = (text: string) => (past ? `${text} ago` : `in ${text}`);
  // The page's clock ticks every 15 s, so what has just happened may lie a little ahead of it.
  if (distance < minute) return past || distance < minute / 2 ? "just now" : "in a moment";
  if (distance < hour) return say(`${Math.floor(distance / minute)} min`);
  const days = Math.abs(dayNumber(time, zone) - dayNumber(now, zone));
  if (distance < 12 * hour || days === 0) return say(`${Math.floor(distance / hour)} h`);
  if (days === 1) return past ? "yesterday" : "tomorrow";
  if (days < 7) return say(`${days} days`);
  return shortDate(time, now, zone);
}

/** "Tue 24 Nov 2026, 10:00:00 UTC": the whole truth, for the title and for screen readers. */
export function exactTime(iso: string, zone: string): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return "unknown time";
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  }).format(time);
}

/** "Wed 25 Nov, 15:00": where a date was meant exactly, so that "tomorrow" would say nothing. */
export function shortMoment(iso: string, now: number, zone: string): string {
  const time = Date.parse(iso);
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(time);
  return `${part({ weekday: "short" })} ${shortDate(time, now, zone)}, ${part({ hour: "2-digit", minute: "2-digit" })}`;
}

/** "Today", "Yesterday", "Mon 23 Nov": the line between two days of a thread. */
export function dayName(iso: string, now: number, zone: string): string {
  const time = Date.parse(iso);
  const days = dayNumber(now, zone) - dayNumber(time, zone);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: zone }).format(time);
  return `${weekday} ${shortDate(time, now, zone)}`;
}

export function isOverdue(deadline: string | null, now: number): boolean {
  return deadline !== null && Date.parse(deadline) < now;
}

/** The value of a datetime-local field ("2026-03-13T15:00") for a moment, on the clocks of `zone`. */
export function toLocalField(iso: string | null, zone: string): string {
  if (iso === null) return "";
  const parts = new Intl.DateTimeFormat("sv-SE", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(Date.parse(iso));
  return parts.replace(" ", "T");
}

/** The moment that a datetime-local field means on the clocks of `zone`; null when it is empty. */
export function fromLocalField(value: string, zone: string): string | null {
  if (value === "") return null;
  const wanted = Date.parse(`${value}Z`);
  if (Number.isNaN(wanted)) return null;
  // The zone's offset depends on the moment sought, so correct twice: once roughly, once across a clock change.
  let guess = wanted;
  for (let round = 0; round < 2; round += 1) {
    guess += wanted - Date.parse(`${toLocalField(new Date(guess).toISOString(), zone)}Z`);
  }
  return new Date(guess).toISOString();
}

/** "87 ms", "1.2 s". */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** 12345 → "12 345" with thin spaces. */
export function thinNumber(value: number): string {
  return new Intl.NumberFormat("en", { useGrouping: true }).format(value).replaceAll(",", "\u2009");
}
