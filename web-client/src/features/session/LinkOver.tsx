import { Stack } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ApiError } from "../../api/api-error";
import { ErrorBox } from "../../components/Feedback";

/** Whether a link is used, over, or never was one: the server tells no difference, and another try changes nothing. */
export function isOver(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "NOT_FOUND" || error.code === "UNAUTHENTICATED");
}

/** What the server said of the link, and how to get on. */
export function LinkOver({ error, children }: { error: unknown; children: ReactNode }) {
  return (
    <Stack gap="sm">
      <ErrorBox error={error} />
      <p style={{ margin: 0 }}>{children}</p>
      <Link to="/sign-in" search={{}}>
        Sign in
      </Link>
    </Stack>
  );
}
