import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/** The token of a link, taken out of the address bar and the history: who looks over a shoulder, or gets the computer next, cannot use it. */
export function useTakenToken(token: string | undefined): string | undefined {
  const navigate = useNavigate();
  const [taken, setTaken] = useState(token);
  useEffect(() => {
    if (token === undefined) return;
    setTaken(token);
    void navigate({ to: ".", search: {}, replace: true });
  }, [token, navigate]);
  return taken;
}
