/** Pages that a workspace shows each person, of which the desk remembers who opened theirs and which are to be shown anew. */
export interface HomeStore {
  /** They see it from now on: what changes is shown to them. */
  noteOpened(person: string, at: Date): Promise<void>;
  /**
   * Looks through what was published since the last time, once whoever does it, and notes whose page it changes: due a
   * moment later, so that what happens together is shown together.
   */
  follow(at: Date): Promise<void>;
  /** False when nothing of theirs is due. What changes from now on makes it due again; so does `lease`, should nothing conclude. */
  claim(person: string, at: Date, lease: Date): Promise<boolean>;
  /** `again`: when it is to be tried again; null: it is shown. Where it has changed meanwhile it stays due. */
  conclude(person: string, lease: Date, again: Date | null): Promise<void>;
}

/** Shows a person their page as it is now; done again it changes nothing. Throws a retryable AppError while that cannot be done. */
export interface HomeOutlet {
  show(person: string): Promise<void>;
}
