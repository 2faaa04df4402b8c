import { TextInput } from "@mantine/core";
import type { ChannelFormOf } from "./ChannelForm";

/** Anybody can write a From: only a mail server's word makes it true. */
export function AuthenticationServerField({ form }: { form: ChannelFormOf }) {
  return (
    <TextInput
      label="Mail server that checks senders"
      description={
        <>
          Mail from a member's address that this server found genuine (by DMARC or DKIM) has that member's authority. Without a server no mail has,
          and members count as contacts. To find its name, open any mail that was received there, show its headers, and take the first word after{" "}
          <span className="mono">Authentication-Results:</span>
        </>
      }
      placeholder="mx.example.com"
      maxLength={253}
      autoComplete="off"
      spellCheck={false}
      {...form.getInputProps("authenticationServer")}
    />
  );
}
