import type { Me, Role } from "../wire";

/** Ann of Acme, signed in. */
export function aMe(role: Role): Me {
  return {
    user: { id: "u1", email: "ann@acme.example", name: "Ann", role, timeZone: null },
    organization: { id: "o1", name: "Acme", timeZone: "UTC", workingHours: { days: ["monday"], from: "09:00", to: "17:00" }, quietHours: null, instructions: null },
    scopes: ["read", "write", "secrets", "admin"],
    hasPassword: true,
    sessionId: "s1",
  };
}
