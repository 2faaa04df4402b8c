import { IconDownload } from "@tabler/icons-react";
import type { Attachment } from "../../wire";
import { ownAttachment } from "./own-attachment";
import classes from "./Thread.module.css";

export function Attachments({ attachments }: { attachments: Attachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className={classes.attachments} aria-label="Attachments">
      {attachments.map((attachment, index) => (
        <li key={index}>
          <AttachmentLink url={attachment.url} name={attachment.name} /> <span className="quiet">{attachment.type}</span>
        </li>
      ))}
    </ul>
  );
}

/** A file of a mail is downloaded, never opened here. Senders choose other URLs: only web addresses become links. */
function AttachmentLink({ url, name }: { url: string; name: string | null }) {
  const own = ownAttachment(url, window.location.href);
  if (own !== null) {
    return (
      <>
        <IconDownload size={14} aria-hidden style={{ verticalAlign: "-2px" }} />{" "}
        <a href={own} download={name ?? ""} title={`Download ${name ?? "the attachment"}`}>
          {name ?? "Attachment without a name"}
        </a>
      </>
    );
  }
  if (!/^https?:\/\//i.test(url)) return <span>{name ?? url}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {name ?? url}
    </a>
  );
}
