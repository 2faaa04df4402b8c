import { createContext, useContext } from "react";
import type { Me } from "../../wire";

export const MeContext = createContext<Me | null>(null);

/** Who is signed in; only below the gate, where somebody is. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error("useMe stands outside the session gate");
  return me;
}
