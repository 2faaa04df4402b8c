import { useEffect, useRef, useState } from "react";

const none: ReadonlySet<string> = new Set();

/** The ids that appeared at the top after the list was first shown: they get a short highlight. */
export function useFresh(items: { id: string }[] | undefined): ReadonlySet<string> {
  const known = useRef<Set<string> | null>(null);
  const [fresh, setFresh] = useState(none);
  useEffect(() => {
    if (items === undefined) return;
    if (known.current === null) {
      known.current = new Set(items.map((item) => item.id));
      return;
    }
    const arrived = new Set<string>();
    for (const item of items) {
      // Older ones that "Load more" brought come after known ones and are not news.
      if (known.current.has(item.id)) break;
      arrived.add(item.id);
    }
    for (const item of items) known.current.add(item.id);
    if (arrived.size > 0) setFresh(arrived);
  }, [items]);
  return fresh;
}
