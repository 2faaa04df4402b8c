import { Tabs } from "@mantine/core";
import type { ReactNode } from "react";
import { CodeBlock } from "../../components/Copy";
import type { EmailProvider, Webhook } from "../../wire";
import classes from "./Channels.module.css";
import { cloudflareWorker, mailCurl, postfixAlias } from "./connect-samples";
import { emailProviderNames, emailProviders } from "./email-providers";

export function EmailSteps({ channel }: { channel: Webhook }) {
  const { emailProvider, inboundEmailAddress: address } = channel.providerConfig;
  const steps: Record<EmailProvider, ReactNode> = {
    postfix: <PostfixSteps url={channel.webhookUrl} address={address} />,
    cloudflare: <CloudflareSteps url={channel.webhookUrl} address={address} />,
    other: <OtherSteps url={channel.webhookUrl} />,
  };
  return (
    <Tabs defaultValue={emailProvider ?? "postfix"} keepMounted={false}>
      <Tabs.List aria-label="Who hands mail over">
        {emailProviders.map((provider) => (
          <Tabs.Tab key={provider} value={provider}>
            {emailProviderNames[provider]}
          </Tabs.Tab>
        ))}
        <Tabs.Tab value="forward">Gmail, Outlook</Tabs.Tab>
      </Tabs.List>
      {emailProviders.map((provider) => (
        <Tabs.Panel key={provider} value={provider} pt="md">
          <ol className={classes.steps}>
            {steps[provider]}
            <TestStep address={address} />
          </ol>
        </Tabs.Panel>
      ))}
      <Tabs.Panel value="forward" pt="md">
        <ForwardSteps address={address} />
      </Tabs.Panel>
    </Tabs>
  );
}

interface StepsProps {
  url: string;
  address: string | null;
}

function addressOr(address: string | null, otherwise: string): ReactNode {
  return address === null ? otherwise : <b>{address}</b>;
}

function PostfixSteps({ url, address }: StepsProps) {
  return (
    <>
      <li>
        <p>
          On the mail server, add this line to <span className="mono">/etc/aliases</span>:
        </p>
        <CodeBlock code={postfixAlias(url, address)} what="Postfix alias" />
      </li>
      <li>
        <p>Make Postfix read it:</p>
        <CodeBlock code="sudo newaliases" what="newaliases command" />
      </li>
    </>
  );
}

function CloudflareSteps({ url, address }: StepsProps) {
  return (
    <>
      <li>
        <p>
          In the Cloudflare dashboard, open the domain's <b>Email</b> → <b>Email Routing</b> → <b>Email Workers</b>, create one and give it this code:
        </p>
        <CodeBlock code={cloudflareWorker(url)} what="Email Worker" />
      </li>
      <li>
        Under <b>Routing rules</b>, add {addressOr(address, "the address")} as a custom address with the action <b>Send to a Worker</b> and choose it.
      </li>
    </>
  );
}

function OtherSteps({ url }: { url: string }) {
  return (
    <li>
      <p>
        Let whatever receives the mail post each one to the URL, raw, as <span className="mono">message/rfc822</span>. With a saved mail it is:
      </p>
      <CodeBlock code={mailCurl(url)} what="curl sample" />
      <p className="quiet">An answer that is not 2xx means that the mail was not taken: keep it and post it again later. The same mail twice counts once.</p>
    </li>
  );
}

function TestStep({ address }: { address: string | null }) {
  return <li>Test it: write a mail to {addressOr(address, "the address")}. It appears in the Inbox, with the assistant's answer.</li>;
}

/** The address has to take mail before another mailbox can forward to it. */
function ForwardSteps({ address }: { address: string | null }) {
  const to = addressOr(address, "the address people write to");
  return (
    <ol className={classes.steps}>
      <li>Connect the address first, by one of the other tabs: a mailbox forwards to {to}, not to a URL.</li>
      <li>
        <b>Gmail</b>: Settings → <b>See all settings</b> → <b>Forwarding and POP/IMAP</b> → <b>Add a forwarding address</b>: {to}. Gmail sends a
        confirmation there: open it in the Inbox, follow its link, then choose <b>Forward a copy of incoming mail</b>.
      </li>
      <li>
        <b>Outlook</b>: Settings → <b>Mail</b> → <b>Rules</b> → <b>Add new rule</b> with the action <b>Redirect to</b>: {to}. Redirected mail keeps
        its sender, so answers go to who wrote it; forwarded mail comes from you.
      </li>
    </ol>
  );
}
