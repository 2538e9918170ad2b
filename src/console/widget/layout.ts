import type { ChatMessage } from '../../realtime/index.ts';
import type { Unsent } from './unsent.ts';

/** One line of the conversation as it is shown: a day, or a message. */
export type Row =
  | { kind: 'day'; key: string; day: Date }
  /** `first`: the first of several by the same person, which says who they are. */
  | { kind: 'message'; key: string; message: ChatMessage; first: boolean; waiting: 'unsent' | 'refused' | null; why: string | null };

const oneGroup = 5 * 60_000;

/** What is shown, in order: what the desk has, then what waits to be sent; days between, and who speaks said once for messages in a row. */
export function layOut(messages: ChatMessage[], unsent: Unsent[]): Row[] {
  const known = new Set(messages.map(({ id }) => id));
  const mine = unsent.filter(({ id }) => !known.has(id)).map((waiting) => ({ message: asMessage(waiting), refused: waiting.refused, waiting: true }));
  const rows: Row[] = [];
  let before: ChatMessage | null = null;
  for (const { message, refused, waiting } of [...messages.map((stored) => ({ message: stored, refused: null, waiting: false })), ...mine]) {
    const at = new Date(message.at);
    const isNewDay = before === null || new Date(before.at).toDateString() !== at.toDateString();
    if (isNewDay) rows.push({ kind: 'day', key: `day ${at.toDateString()} ${message.id}`, day: at });
    const follows = !isNewDay && before !== null && before.from === message.from && before.name === message.name
      && at.getTime() - new Date(before.at).getTime() < oneGroup;
    rows.push({
      kind: 'message', key: message.id, message, first: !follows, why: refused,
      waiting: waiting ? (refused === null ? 'unsent' : 'refused') : null,
    });
    before = message;
  }
  return rows;
}

function asMessage({ id, at, text, files }: Unsent): ChatMessage {
  return { id, at, from: 'visitor', name: null, text, files: files.map(({ name, size, contentType }) => ({ name, size, contentType, url: '' })) };
}

/** The messages with one more, or with a newer state of one, in the order of their times. */
export function withMessage(messages: ChatMessage[], message: ChatMessage): ChatMessage[] {
  const others = messages.filter(({ id }) => id !== message.id);
  const after = others.findIndex(({ at }) => at > message.at);
  return after === -1 ? [...others, message] : [...others.slice(0, after), message, ...others.slice(after)];
}

/** How many messages of others came after the moment that was seen. */
export function countUnread(messages: ChatMessage[], seen: string): number {
  return messages.filter(({ from, at }) => from !== 'visitor' && at > seen).length;
}
