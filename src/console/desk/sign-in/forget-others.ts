import { forgetDraftsOfOthers } from '../composer/draft.ts';

const owner = 'ventanilla.tab-of';
/** What a tab keeps of its person's work under the numbers of tickets: drafts of dialogs and of notes on calls. */
const ofPerson = ['ventanilla.ticket-draft.', 'ventanilla.call-note.'];

/** As much of a browser's storage as is needed here. */
export interface Shelf {
  readonly length: number;
  key(at: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Forgets what others left unsent in this browser, before anything of this person's is shown. */
export function forgetOthers(agentId: string, local: Shelf, tab: Shelf): void {
  try {
    forgetDraftsOfOthers(local, agentId);
    const before = tab.getItem(owner);
    if (before !== null && before !== agentId) {
      const keys = Array.from({ length: tab.length }, (_, at) => tab.key(at) ?? '');
      for (const key of keys) if (ofPerson.some((prefix) => key.startsWith(prefix))) tab.removeItem(key);
    }
    tab.setItem(owner, agentId);
  } catch {
    // Where nothing can be kept, nothing was left.
  }
}
