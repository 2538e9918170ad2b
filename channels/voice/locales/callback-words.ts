/** Every sentence of a callback, in one language; `number` is the ticket's, one character at a time. */
export interface CallbackWords {
  offer(number: string): string;
  declined: string;
  over: string;
  dialling: string;
  notReached: string;
  triedAgainLater: string;
  yoursAgain: string;
  greeting(deskName: string, number: string): string;
  connecting: string;
  message(deskName: string, number: string): string;
  goodbye: string;
}
