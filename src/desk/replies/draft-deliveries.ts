import { newId, type AnyChannel, type TextPart } from '../../core/index.ts';
import type { Gate, Parked } from './gate.ts';
import { replyWords } from './locales.ts';
import type { NewDelivery } from './reply.ts';

/** The texts that a reply goes out as. */
export function textsOf(channel: AnyChannel, reply: { text: string; html?: string | null; from: string }): TextPart[] {
  return channel.divide?.(reply) ?? [{ text: reply.text }];
}

/** What the desk keeps of a reason, for whoever reads the database; people are shown it in their language. */
export function storedWords(code: keyof (typeof replyWords)['en']['faults']): { errorCode: string; errorMessage: string } {
  return { errorCode: code, errorMessage: replyWords.en.faults[code] };
}

/** The deliveries of one attempt, as far as they may go now. */
export function draftDeliveries(about: {
  replyId: string;
  attempt: number;
  texts: { part: number; parts: number; content: TextPart }[];
  gate: Gate | Parked | { kind: 'shelved' | 'page' };
  lastContactAt: Date | null;
  at: Date;
}): NewDelivery[] {
  const { replyId, attempt, gate, at } = about;
  const standing = {
    open: { status: 'queued', heldAfter: null, errorCode: null, errorMessage: null },
    shelved: { status: 'shelved', heldAfter: null, errorCode: null, errorMessage: null },
    page: { status: 'shelved', heldAfter: null, ...storedWords('not_shown') },
    held: { status: 'held', heldAfter: about.lastContactAt, ...storedWords('waits_for_customer') },
    parked: { status: 'parked', heldAfter: null, ...storedWords(gate.kind === 'parked' ? gate.code : 'parked_address') },
    refused: { status: 'failed', heldAfter: null, ...storedWords(gate.kind === 'refused' ? gate.code : 'opted_out') },
  } as const;
  return about.texts.map(({ part, parts, content }) => ({
    id: newId(), replyId, part, parts, attempt, content, nextTryAt: at, updatedAt: at, ...standing[gate.kind],
  }));
}

export function numbered(texts: TextPart[]): { part: number; parts: number; content: TextPart }[] {
  return texts.map((content, index) => ({ part: index + 1, parts: texts.length, content }));
}
