import type { Written } from './write-once.ts';

/** A letter that an agent sent by post. */
export interface NewLetter {
  id: string;
  ticketId: string;
  agentId: string;
  text: string;
  /** The postal address, as it was written; null when nobody noted it. */
  to: string | null;
  createdAt: Date;
}

export interface LetterStore {
  /** False when its id is taken. */
  add(letter: NewLetter): Promise<boolean>;
  find(letterId: string): Promise<Written | null>;
}
