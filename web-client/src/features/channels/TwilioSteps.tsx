import { Tabs } from "@mantine/core";
import { CopyField } from "../../components/Copy";
import type { Webhook } from "../../wire";
import classes from "./Channels.module.css";

export function TwilioSteps({ channel }: { channel: Webhook }) {
  const { twilioMessagingServiceSid: service, twilioPhoneNumber: number } = channel.providerConfig;
  const url = <CopyField value={channel.webhookUrl} what="URL for Twilio" />;
  return (
    <div>
      <Tabs defaultValue={service === null ? "number" : "service"} keepMounted={false}>
        <Tabs.List aria-label="Where the number is">
          <Tabs.Tab value="number">Phone number</Tabs.Tab>
          <Tabs.Tab value="service">Messaging Service</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="number" pt="md">
          <ol className={classes.steps}>
            <li>
              In the Twilio Console, open <b>Phone Numbers</b> → <b>Manage</b> → <b>Active numbers</b>
              {number === null ? " and choose the number." : <> and choose <b>{number}</b>.</>}
            </li>
            <li>
              Under <b>Messaging Configuration</b>, set <b>A message comes in</b> to <b>Webhook</b>, with this URL and <b>HTTP POST</b>:
              {url}
            </li>
            <li>
              <b>Save configuration</b>.
            </li>
            <TestStep number={number} />
          </ol>
        </Tabs.Panel>
        <Tabs.Panel value="service" pt="md">
          <ol className={classes.steps}>
            <li>
              In the Twilio Console, open <b>Messaging</b> → <b>Services</b> and choose{" "}
              {service === null ? "the service." : <>the service <span className="mono">{service}</span>.</>}
            </li>
            <li>
              Under <b>Integration</b>, choose <b>Send a webhook</b> and put this into <b>Request URL</b>, with <b>HTTP POST</b>:
              {url}
            </li>
            <li>
              <b>Save</b>.
            </li>
            <TestStep number={number} />
          </ol>
        </Tabs.Panel>
      </Tabs>
      <ul className={classes.notes}>
        <li>The URL must be exactly this one: Twilio signs it with each message, and another spelling of it does not match.</li>
        <li>The auth token in the settings must be the account's primary one, with which Twilio signs.</li>
        <li>This instance must be reachable from the internet.</li>
      </ul>
    </div>
  );
}

function TestStep({ number }: { number: string | null }) {
  return (
    <li>
      Test it: text “Call Dana at Acme tomorrow” to {number === null ? "the number" : <b>{number}</b>}. The message appears in the Inbox, and its
      answer on your phone.
    </li>
  );
}
