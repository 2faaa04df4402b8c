/** For how many seconds the key of now stays valid beside the new one. */
export const gracePeriods = [
  { value: "0", label: "Not at all", description: "For a key that got into the wrong hands." },
  { value: "3600", label: "1 hour" },
  { value: "86400", label: "1 day" },
  { value: "604800", label: "7 days" },
] as const;

/** A day: long enough to change a system in peace. */
export const defaultGracePeriod = "86400";
