import { Tabs } from "@mantine/core";
import { CodeBlock } from "../../components/Copy";
import { samplesFor, type SampleChannel } from "./samples";

/** Ready to paste: the same request in each language, with the channel's own values. */
export function Samples({ channel }: { channel: SampleChannel }) {
  const samples = samplesFor(channel);
  return (
    <Tabs defaultValue="curl" keepMounted={false}>
      <Tabs.List aria-label="Sample languages">
        {samples.map((sample) => (
          <Tabs.Tab key={sample.name} value={sample.name}>
            {sample.name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {samples.map((sample) => (
        <Tabs.Panel key={sample.name} value={sample.name} pt="xs">
          <CodeBlock code={sample.code} what={`${sample.name} sample`} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
