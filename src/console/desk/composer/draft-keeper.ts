import { emptyDraft, isEmptyDraft, newDraftId, readDraft, type Draft } from './draft.ts';

/** What happened to a draft without its writer's doing. */
export type DraftNews =
  | { kind: 'other-tab'; mine: Draft }
  | { kind: 'discarded'; mine: Draft }
  | { kind: 'sent-elsewhere' }
  | { kind: 'sent-before' }
  | { kind: 'files-expired'; count: number }
  | { kind: 'not-kept' };

export interface DraftState {
  draft: Draft;
  news: DraftNews | null;
}

/** One draft, in this tab and in the browser's storage: newest wins between tabs, and the one that lost can be had back. */
export interface DraftKeeper {
  state(): DraftState;
  subscribe(listener: () => void): () => void;
  change(change: Partial<Omit<Draft, 'id' | 'at'>>): void;
  /** Thrown away; until something else happens it can be had back. */
  discard(): void;
  /** What was written under its id is on the ticket: all of it, or an earlier version, after which the rest has a new id. */
  wasWritten(text: string): void;
  renewId(): void;
  restore(draft: Draft): void;
  dismiss(): void;
  /** Hears of other tabs until the function it gives is called. */
  listen(): () => void;
}

/** `key` is where it is kept; what is found under the other keys, of tickets merged into this one, is taken over when it is empty. */
export function openDraft(storage: Storage, [key, ...older]: [string, ...string[]]): DraftKeeper {
  const listeners = new Set<() => void>();
  const found = [key, ...older].map((one) => readDraft(storage.getItem(one), Date.now())).find((one) => one !== null) ?? null;
  let state: DraftState = {
    draft: found?.draft ?? emptyDraft(),
    news: found && found.expired > 0 ? { kind: 'files-expired', count: found.expired } : null,
  };

  const set = (change: Partial<DraftState>) => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener();
  };
  const keep = (draft: Draft) => {
    const news = write(draft) ? state.news : ({ kind: 'not-kept' } as const);
    set({ draft, news });
  };
  const write = (draft: Draft): boolean => {
    try {
      if (isEmptyDraft(draft)) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  };
  const clear = (news: DraftNews | null) => {
    const draft = emptyDraft();
    for (const one of [key, ...older]) storage.removeItem(one);
    set({ draft, news });
  };
  const heard = (event: StorageEvent) => {
    if (event.storageArea !== storage || event.key !== key) return;
    const mine = state.draft;
    const theirs = readDraft(event.newValue, Date.now())?.draft ?? null;
    const before = readDraft(event.oldValue, Date.now())?.draft ?? null;
    if (theirs === null) {
      if (isEmptyDraft(mine)) return;
      if (before?.text === mine.text) set({ draft: emptyDraft(), news: { kind: 'sent-elsewhere' } });
      // The id went with what was sent elsewhere.
      else keep({ ...mine, id: newDraftId() });
      return;
    }
    if (theirs.at <= mine.at) return;
    set({ draft: theirs, news: isEmptyDraft(mine) || before?.text === mine.text || theirs.text === mine.text ? state.news : { kind: 'other-tab', mine } });
  };

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (change) => keep({ ...state.draft, ...change, at: Date.now() }),
    discard: () => clear({ kind: 'discarded', mine: state.draft }),
    wasWritten: (text) => {
      if (isEmptyDraft(state.draft)) return;
      if (storable(state.draft.text) === storable(text)) return clear({ kind: 'sent-elsewhere' });
      keep({ ...state.draft, id: newDraftId(), at: Date.now() });
      set({ news: { kind: 'sent-before' } });
    },
    renewId: () => keep({ ...state.draft, id: newDraftId() }),
    restore: (draft) => {
      keep({ ...draft, at: Date.now() });
      set({ news: null });
    },
    dismiss: () => set({ news: null }),
    listen: () => {
      window.addEventListener('storage', heard);
      return () => window.removeEventListener('storage', heard);
    },
  };
}

/** As the desk stores a text. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '').replaceAll('\r\n', '\n').toWellFormed().trim();
}
