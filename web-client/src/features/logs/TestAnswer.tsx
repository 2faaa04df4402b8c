import { Stack } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { asSentence } from "../../components/as-sentence";
import { Badge } from "../../components/Badge";
import { CodeBlock } from "../../components/Copy";
import { Facts } from "../../components/Facts";
import { duration } from "../../components/time/format";
import type { WebhookTestResult } from "../../wire";
import { prettyPayload } from "./pretty-payload";

/** What came back of a test. */
export function TestAnswer({ result }: { result: WebhookTestResult }) {
  const headers = Object.entries(result.headers);
  return (
    <Stack gap="md">
      <Facts
        facts={[
          [
            "Result",
            result.success ? (
              <Badge look={{ label: "Delivered", tone: "good", icon: IconCircleCheck }} />
            ) : (
              <Badge look={{ label: "Failed", tone: "bad", icon: IconAlertTriangle }} />
            ),
          ],
          ...(result.error === null ? [] : [["Why", asSentence(result.error)] as [string, string]]),
          ...(result.status === null ? [] : [["HTTP status", String(result.status)] as [string, string]]),
          ...(result.durationMs === null ? [] : [["Took", duration(result.durationMs)] as [string, string]]),
        ]}
      />
      {result.deliveryId !== null && (
        <Link to="/logs/$deliveryId" params={{ deliveryId: result.deliveryId }} search={{}}>
          Show it in the logs
        </Link>
      )}
      {headers.length > 0 && (
        <CodeBlock label="Response headers" code={headers.map(([name, value]) => `${name}: ${value}`).join("\n")} what="response headers" />
      )}
      {result.body !== null && result.body !== "" && <CodeBlock label="Response body" code={prettyPayload(result.body)} what="response body" />}
    </Stack>
  );
}
