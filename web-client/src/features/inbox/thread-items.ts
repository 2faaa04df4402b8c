import type { ConversationTransition, Message } from "../../wire";

export type ThreadItem =
  | { id: string; at: string; message: Message; transition?: undefined }
  | { id: string; at: string; message?: undefined; transition: ConversationTransition };

/**
 * Messages and steps in time order. `complete` says that the earliest message is among them; before, a step earlier
 * than those shown waits until its place is loaded.
 */
export function threadItems(messages: Message[], transitions: ConversationTransition[], complete: boolean): ThreadItem[] {
  const first = messages[0]?.createdAt;
  const placed = transitions.filter((transition) => complete || (first !== undefined && Date.parse(transition.at) >= Date.parse(first)));
  const items: ThreadItem[] = [
    ...messages.map((message) => ({ id: message.id, at: message.createdAt, message })),
    ...placed.map((transition) => ({ id: transition.id, at: transition.at, transition })),
  ];
  // A stable sort: messages of one moment keep the server's order, and come before a step of that moment.
  return items.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
