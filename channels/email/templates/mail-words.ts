/** The words around an answer by mail, in one language. */
export interface MailWords {
  /** For an answer to a mail that had no subject. */
  noSubject: string;
  /** Below what no person wrote. */
  automatic: string;
  /** Above what is quoted; mail programs know this line, and so does our own reading of answers. `name` is one line. */
  quoteHeader(about: { name: string; day: string; time: string }): string;
  /** Where the rest of a long quotation was left out. */
  leftOut: string;
  /** How this language writes dates (BCP 47). */
  dates: string;
}
