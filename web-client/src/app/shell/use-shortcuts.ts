import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { destinations } from "./destinations";

const goWithin = 1500;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable='true']") !== null;
}

/** Moves the focus between the links that open the rows of the page's list. */
function moveInList(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = at === -1 ? (step === 1 ? links[0] : links.at(-1)) : links[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** `/` search, `g` then a letter, `j` `k` through lists, `e` resolve, `?` help. Never while somebody types or a dialog is open. */
export function useShortcuts(openHelp: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let goSince = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector("[role='dialog'][aria-modal='true']") !== null) return;
      if (Date.now() - goSince < goWithin) {
        goSince = 0;
        const destination = destinations.flat().find((each) => each.key === event.key);
        if (destination === undefined) return;
        event.preventDefault();
        void navigate({ to: destination.to });
        return;
      }
      if (event.key === "g") goSince = Date.now();
      else if (event.key === "j") moveInList(1);
      else if (event.key === "k") moveInList(-1);
      else if (event.key === "e") document.querySelector<HTMLButtonElement>("[data-resolve]")?.click();
      else if (event.key === "?") openHelp();
      else if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("[data-search]");
        if (search === null) return;
        event.preventDefault();
        search.focus();
        search.select();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [navigate, openHelp]);
}
