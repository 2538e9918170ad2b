/** Every sentence that the telephones of a room hear before and after it. */
export interface LegWords {
  /** One sentence of what it is about; `about` is `aboutTicket`. */
  consult(about: string): string;
  transfer(about: string): string;
  supervise(about: string): string;
  /** `spelled` is the ticket number, one character at a time; `entry` what the caller chose. */
  aboutTicket(spelled: string, priority: number | null, entry: string | null): string;
  pressOne: string;
  whisper(deskName: string): string;
  declined: string;
  over: string;
  full: string;
  goodbye: string;
}
