import { useQueryClient } from "@tanstack/react-query";
import { useMutationOf } from "../../../api/queries";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { notifyDone } from "../../../components/notify";
import type { Member } from "../../../wire";

interface RemoveMemberProps {
  member: Member;
  isMe: boolean;
  opened: boolean;
  onClose: () => void;
}

/** Removing somebody, or leaving. */
export function RemoveMember({ member, isMe, opened, onClose }: RemoveMemberProps) {
  const queries = useQueryClient();
  const remove = useMutationOf("members.remove", {
    onSuccess: async () => {
      // Who left is not signed in any more: asking leads to the sign-in page.
      if (isMe) await queries.invalidateQueries({ queryKey: ["auth.me"] });
      else notifyDone(`${member.name} removed. Their channels are kept.`);
      onClose();
    },
  });
  const whose = isMe ? "Your" : "Their";
  return (
    <ConfirmDialog
      opened={opened}
      title={isMe ? "Leave the organization" : "Remove member"}
      verb={isMe ? "Leave" : "Remove member"}
      keep="Cancel"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id: member.id })}
      onClose={onClose}
    >
      <b>{member.name}</b> ({member.email}) will not be able to sign in any more: {whose.toLowerCase()} sessions and API tokens end at
      once. {whose} channels stay and go on working, and so does what {isMe ? "you" : "they"} did: messages, tasks, and the audit trail.
    </ConfirmDialog>
  );
}
