import { Textarea, type TextareaProps } from "@mantine/core";

/** JSON to type. Mantine's own field hides what is said to be wrong behind its own check. */
export function JsonField(props: TextareaProps) {
  return <Textarea autosize spellCheck={false} classNames={{ input: "mono" }} {...props} />;
}
