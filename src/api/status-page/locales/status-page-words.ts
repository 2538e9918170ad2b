/** What a customer is told of a ticket's state. */
export type StateWord =
  | 'received' | 'queued' | 'assigned' | 'waitingForCustomer' | 'waitingForVendor' | 'resolved' | 'closed' | 'cancelled';

/** Pages that are no ticket's. */
export type Notice = 'notFound' | 'unavailable' | 'notTaken' | 'slowDown' | 'elsewhere' | 'tooLarge' | 'unreadable';

/** Why a file is not there, or was not taken. */
export type FileReason = 'too-large' | 'empty' | 'unknown-type' | 'type-mismatch' | 'program' | 'not-there';

export interface StatusPageWords {
  ticket: string;
  state: string;
  states: Record<StateWord, string>;
  opened: string;
  due: string;
  messages: string;
  noMessages: string;
  you: string;
  desk: string;
  files: string;
  inOtherLanguage: string;
  privateLink: string;

  /** The link at the top that leads to the form. */
  toForm: string;
  write: string;
  yourMessage: string;
  yourFiles: string;
  filesHint(most: number, size: string): string;
  send: string;
  /** Said above the form of a ticket that waits for its customer. */
  answerHere: string;
  /** Said above the form of a resolved ticket. */
  reopensHere: string;
  newRequest: string;
  /** Why the ticket takes no more words, and that a new request does. */
  ended: Record<'closed' | 'cancelled' | 'resolved', string>;
  yourRequest: string;
  sendRequest: string;
  done: Record<'comment' | 'request' | 'rating', string>;
  rating: {
    title: string; ask: string; scores: Record<1 | 2 | 3 | 4 | 5, string>; comment: string; send: string;
    said(score: string): string;
  };

  /** Before the title of a page that shows a fault. */
  fault: string;
  faults: {
    empty: string;
    emptyRequest: string;
    /** `count` is null when it was too long to be counted. */
    tooLong(most: string, count: string | null): string;
    tooManyFiles(most: number): string;
    file: Record<FileReason, (name: string, size: string) => string>;
    unreadable: string;
    ended: string;
  };
  namelessFile: string;
  chooseFilesAgain: string;

  notices: Record<Notice, { title: string; text: string }>;
  /** Above what they wrote, on a page that is no ticket's. */
  keptWords: string;
}
