import { withPlainJson } from './plain-json.ts';
import type { Unsent } from './unsent.ts';

/** What this browser keeps for one desk. */
export interface Remembered {
  desk: string;
  /** Whoever holds it is this visitor; null: nobody yet. */
  token: string | null;
  /** Whether a conversation was going on when the desk was last heard. */
  going: boolean;
  /** The moment of the latest message that was seen, ISO 8601. */
  seen: string;
  draft: string;
  unsent: Unsent[];
}

export interface Memory {
  read(): Remembered;
  change(change: Partial<Remembered>): void;
  /** Calls when another tab of the same site kept something. */
  onOther(listener: () => void): void;
  /** Whether the panel stood open on this tab. */
  wasShown(): boolean;
  noteShown(shown: boolean): void;
}

const key = 'ventanilla.chat';

/** Keeps under one key of the embedding page's storage; where that is refused or damaged, for as long as the page stands. */
export function createMemory(desk: string): Memory {
  const nothing: Remembered = { desk, token: null, going: false, seen: '', draft: '', unsent: [] };
  let kept = readFrom(desk) ?? nothing;
  const listeners: (() => void)[] = [];
  window.addEventListener('storage', (event) => {
    if (event.key !== key && event.key !== null) return;
    kept = readFrom(desk) ?? nothing;
    for (const listener of listeners) listener();
  });
  return {
    read: () => kept,
    change: (change) => {
      kept = { ...kept, ...change };
      attempt(() => localStorage.setItem(key, withPlainJson(() => JSON.stringify(kept))));
    },
    onOther: (listener) => void listeners.push(listener),
    wasShown: () => attempt(() => sessionStorage.getItem(key)) === 'shown',
    noteShown: (shown) => void attempt(() => (shown ? sessionStorage.setItem(key, 'shown') : sessionStorage.removeItem(key))),
  };
}

function readFrom(desk: string): Remembered | null {
  const value = attempt((): unknown => JSON.parse(localStorage.getItem(key) ?? 'null'));
  if (typeof value !== 'object' || value === null || !('desk' in value) || value.desk !== desk) return null;
  const found: Partial<Record<keyof Remembered, unknown>> = value;
  const text = (part: unknown) => (typeof part === 'string' ? part : '');
  return {
    desk, token: text(found.token) || null, going: found.going === true, seen: text(found.seen), draft: text(found.draft),
    unsent: Array.isArray(found.unsent) ? found.unsent.filter(isUnsent) : [],
  };
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null) return false;
  const { id, at, text, files, refused }: Partial<Record<keyof Unsent, unknown>> = value;
  return [id, at, text].every((part) => typeof part === 'string') && Array.isArray(files) && (refused === null || typeof refused === 'string');
}

function attempt<Value>(work: () => Value): Value | null {
  try {
    return work();
  } catch {
    return null;
  }
}
