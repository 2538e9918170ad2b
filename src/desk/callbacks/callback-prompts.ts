import type { Locale, Prompt } from '../../core/index.ts';

/** How a callback sounds: to the agent who takes it, and to the customer who is called. */
export interface CallbackPrompts {
  /** To the agent: which ticket it is, and the question to press 1. */
  offer(about: { ticketNumber: string; locale: Locale }): Prompt[];
  /** To the agent who did not press 1. */
  declined(locale: Locale): Prompt[];
  /** To the agent: nobody to call any more. */
  over(locale: Locale): Prompt[];
  /** To the agent, before they wait in the room while the customer's telephone rings. */
  dialling(locale: Locale): Prompt[];
  /** To the agent: the customer could not be reached; `again` when the desk will try once more. */
  notReached(about: { locale: Locale; again: boolean }): Prompt[];
  /** To the customer: who calls and why; `consent` when the conversation is recorded. */
  greeting(about: { deskName: string; ticketNumber: string; locale: Locale; consent: string | null }): Prompt[];
  /** To an answering machine, at the last try. */
  message(about: { deskName: string; ticketNumber: string; locale: Locale }): Prompt[];
  /** To the customer, when the conversation is over or nobody can talk to them. */
  goodbye(locale: Locale): Prompt[];
}
