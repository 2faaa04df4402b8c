import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "../components/Feedback";
import { Page } from "../components/Page";

export function NotFoundPage() {
  return (
    <main>
      <Page title="Page not found">
        <EmptyState action={<Link to="/">Go to Home</Link>}>There is nothing at this address.</EmptyState>
      </Page>
    </main>
  );
}

export function CrashPage() {
  return (
    <main>
      <Page title="The dashboard stopped">
        <EmptyState action={<Button onClick={() => window.location.reload()}>Reload the page</Button>}>
          Something went wrong in the dashboard itself. Nothing that was sent is lost.
        </EmptyState>
      </Page>
    </main>
  );
}
