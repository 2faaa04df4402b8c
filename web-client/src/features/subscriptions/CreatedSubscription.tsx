import { Button, Group, Stack, Tabs } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { CodeBlock, CopyField } from "../../components/Copy";
import { Page } from "../../components/Page";
import { Section } from "../../components/Section";
import type { SubscriptionCreated } from "../../wire";
import { Warnings } from "./SubscriptionNotices";
import { verifyingDocs, verifySamples } from "./verify-samples";

/** Right after creation: the secret this once, and how the receiver checks with it. */
export function CreatedSubscription({ subscription }: { subscription: SubscriptionCreated }) {
  useEffect(() => {
    // In braces: in new browsers it answers with a promise, which is no clean-up.
    window.scrollTo(0, 0);
  }, []);
  const { id, name, secret, standardSecret } = subscription;
  return (
    <Page
      title={`${name} is ready`}
      purpose="Copy the secret now and put it where the receiver checks signatures. Later you can still reveal it on the subscription's page, which is kept in the audit trail."
      actions={
        <Button renderRoot={(props) => <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: id }} search={{}} {...props} />}>
          Open subscription
        </Button>
      }
    >
      <Stack gap="xl" maw={720}>
        <Warnings warnings={subscription.warnings} />
        <SecretFields secret={secret} standardSecret={standardSecret} />
        <Section title="Check the signature" purpose="So that the receiver takes nothing that does not come from Patchbay.">
          <Stack gap="sm">
            <VerifySamples />
            <a href={verifyingDocs} target="_blank" rel="noreferrer">
              Verifying signatures, in full
            </a>
          </Stack>
        </Section>
        <Group>
          <Button variant="default" renderRoot={(props) => <Link to="/subscriptions/$subscriptionId" params={{ subscriptionId: id }} search={{ tab: "test" }} {...props} />}>
            Send a test
          </Button>
        </Group>
      </Stack>
    </Page>
  );
}

/** The secret in both its forms. */
export function SecretFields({ secret, standardSecret }: { secret: string; standardSecret: string | null }) {
  return (
    <Stack gap="sm">
      <CopyField label="Secret" value={secret} what="secret" />
      {standardSecret !== null && <CopyField label="The same for Standard Webhooks libraries" value={standardSecret} what="Standard Webhooks secret" />}
    </Stack>
  );
}

function VerifySamples() {
  return (
    <Tabs defaultValue="JavaScript" keepMounted={false}>
      <Tabs.List aria-label="Sample languages">
        {verifySamples.map(({ name }) => (
          <Tabs.Tab key={name} value={name}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {verifySamples.map(({ name, code }) => (
        <Tabs.Panel key={name} value={name} pt="xs">
          <CodeBlock code={code} what={`${name} sample`} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
