import type { WishedWay } from './ways.ts';

/** A file that the desk keeps for an answer that is not sent yet. */
export interface DraftFile {
  token: string;
  name: string;
  size: number;
  /** When it was handed over, in milliseconds since 1970. */
  at: number;
}

/** What somebody has written and not sent, with everything that goes with it. */
export interface Draft {
  /** The id under which it is sent, however often. */
  id: string;
  text: string;
  /** How it is laid out; null: as the text. */
  html: string | null;
  /** Who gets a copy; null: whoever the desk proposes. */
  cc: string[] | null;
  files: DraftFile[];
  /** By which way it goes; null: by the first. */
  way: WishedWay | null;
  mentions: { id: string; name: string }[];
  /** The last place of the ticket that was on the screen when it was begun, or was said to be read since. */
  seenSeq: number | null;
  /** When it was changed last, in milliseconds since 1970. */
  at: number;
}

export type DraftMode = 'reply' | 'note';

/** Tokens of files hold for 23 hours; a little less is counted on. */
const filesHold = 22.5 * 3_600_000;
const prefix = 'ventanilla.draft.';

export function draftKey(agentId: string, number: string, mode: DraftMode): string {
  return `${prefix}${agentId}.${number}.${mode}`;
}

/** A version 4 UUID; made by hand, for pages that are not served by https have no `randomUUID`. */
export function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, place) => (place === 6 ? (byte & 0x0f) | 0x40 : place === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function emptyDraft(): Draft {
  return { id: newDraftId(), text: '', html: null, cc: null, files: [], way: null, mentions: [], seenSeq: null, at: 0 };
}

export function isEmptyDraft(draft: Draft): boolean {
  return draft.text.trim() === '' && draft.files.length === 0;
}

/** Reads what was kept; null for nothing and for what is none of ours. Files whose tokens no longer hold are left out and counted. */
export function readDraft(written: string | null, now: number): { draft: Draft; expired: number } | null {
  if (written === null) return null;
  try {
    const found: unknown = JSON.parse(written);
    if (typeof found !== 'object' || found === null) return null;
    const given: Partial<Record<keyof Draft, unknown>> = found;
    const empty = emptyDraft();
    const files = Array.isArray(given.files) ? given.files.filter(isDraftFile) : [];
    const draft: Draft = {
      id: typeof given.id === 'string' ? given.id : empty.id,
      text: typeof given.text === 'string' ? given.text : '',
      html: typeof given.html === 'string' ? given.html : null,
      cc: Array.isArray(given.cc) ? given.cc.filter((one) => typeof one === 'string') : null,
      files: files.filter(({ at }) => now - at < filesHold),
      way: isWishedWay(given.way) ? given.way : null,
      mentions: Array.isArray(given.mentions) ? given.mentions.filter(isPerson) : [],
      seenSeq: typeof given.seenSeq === 'number' ? given.seenSeq : null,
      at: typeof given.at === 'number' ? given.at : 0,
    };
    return { draft, expired: files.length - draft.files.length };
  } catch {
    return null;
  }
}

/** Drafts of other people in this browser are nobody's to read: they go when somebody else writes here. */
export function forgetDraftsOfOthers(storage: { length: number; key(at: number): string | null; removeItem(key: string): void }, agentId: string): void {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
  for (const key of keys) if (key.startsWith(prefix) && !key.startsWith(`${prefix}${agentId}.`)) storage.removeItem(key);
}

function isDraftFile(value: unknown): value is DraftFile {
  return typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string' && 'name' in value
    && typeof value.name === 'string' && 'size' in value && typeof value.size === 'number' && 'at' in value && typeof value.at === 'number';
}

function isWishedWay(value: unknown): value is WishedWay {
  return typeof value === 'object' && value !== null && 'channel' in value && typeof value.channel === 'string' && 'to' in value
    && (value.to === null || typeof value.to === 'string') && 'from' in value && typeof value.from === 'string';
}

function isPerson(value: unknown): value is { id: string; name: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' && 'name' in value && typeof value.name === 'string';
}
