import type { Locale } from '../../core/index.ts';

/** Words kept for everybody at the desk, with blanks such as `{{customer.name}}` that are filled in where they are used. */
export interface CannedAnswer extends CannedWords {
  id: string;
  changedBy: { id: string; name: string };
  changedAt: Date;
}

export interface CannedWords {
  locale: Locale;
  title: string;
  text: string;
  /** For this team's tickets only; null: everybody's. */
  team: string | null;
  /** For this service's tickets only; null: any. */
  service: string | null;
}

export interface CannedStore {
  /** By title, at most so many. */
  list(query: { locale: Locale | null; most: number }): Promise<CannedAnswer[]>;
  find(id: string): Promise<CannedAnswer | null>;
  /** The same, which nobody else changes until the transaction ends. */
  lock(id: string): Promise<CannedAnswer | null>;
  /** Stores a new one, or all of one that is there. False when another has its title in the same language, team and service. */
  save(id: string, words: CannedWords, by: { agentId: string; at: Date }): Promise<boolean>;
  /** False when there is none. */
  remove(id: string): Promise<boolean>;
  count(): Promise<number>;
}
