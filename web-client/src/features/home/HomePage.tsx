import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queryOptionsFor } from "../../api/queries";
import { ErrorBox, LoadingRows } from "../../components/Feedback";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import { FirstMessage } from "../channels/FirstMessage";
import { ConversationLink } from "../inbox/ConversationList";
import { AttentionTasks } from "./AttentionTasks";
import { FailedDeliveries } from "./FailedDeliveries";
import classes from "./Home.module.css";
import { ToReview } from "./ToReview";
import { WaitingForAnswer } from "./WaitingForAnswer";

/** What needs somebody, and what was said last. */
export function HomePage() {
  const recent = useQuery(queryOptionsFor("conversations.list", { limit: 5 }));
  const empty = recent.data?.items.length === 0;
  return (
    <Page title="Home">
      {empty ? (
        <FirstMessage />
      ) : (
        <Stack gap="xl">
          <WaitingForAnswer />
          <ToReview />
          <FailedDeliveries />
          <AttentionTasks />
          <Section title="Recent conversations" action={<Link to="/inbox">Inbox</Link>}>
            {recent.data !== undefined ? (
              <ul className={classes.items}>
                {recent.data.items.map((conversation) => (
                  <li key={conversation.id}>
                    <ConversationLink conversation={conversation} />
                  </li>
                ))}
              </ul>
            ) : recent.isPending ? (
              <LoadingRows count={4} />
            ) : (
              <ErrorBox error={recent.error} retry={() => void recent.refetch()} />
            )}
          </Section>
        </Stack>
      )}
    </Page>
  );
}
