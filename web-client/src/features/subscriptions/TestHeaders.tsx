import { TextInput } from "@mantine/core";
import { Rows } from "./Rows";
import type { TestHeader } from "./test-request";

const most = 20;

interface TestHeadersProps {
  headers: TestHeader[];
  /** The server's words, by a header's name. */
  refused: Record<string, string>;
  onChange: (headers: TestHeader[]) => void;
}

/** Headers of one test alone. */
export function TestHeaders({ headers, refused, onChange }: TestHeadersProps) {
  const change = (index: number, changes: Partial<TestHeader>) =>
    onChange(headers.map((header, place) => (place === index ? { ...header, ...changes } : header)));
  return (
    <Rows
      label="Headers for this test"
      description="Sent with this test alone, over the subscription's own. They are kept nowhere."
      one="header"
      count={headers.length}
      canAdd={headers.length < most}
      onAdd={() => onChange([...headers, { name: "", value: "" }])}
      onRemove={(index) => onChange(headers.filter((_, place) => place !== index))}
    >
      {(index) => (
        <>
          <TextInput
            aria-label={`Name of header ${index + 1}`}
            placeholder="X-Team"
            flex="1 1 160px"
            value={headers[index]?.name ?? ""}
            error={refused[headers[index]?.name.trim() ?? ""]}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Value of header ${index + 1}`}
            placeholder="value"
            flex="2 1 200px"
            autoComplete="off"
            value={headers[index]?.value ?? ""}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
        </>
      )}
    </Rows>
  );
}
