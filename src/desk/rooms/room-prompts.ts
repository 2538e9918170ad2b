import type { Locale, Prompt } from '../../core/index.ts';

/** How the legs of a room sound. Those that do not join end in `hang-up`. */
export interface RoomPrompts {
  /** To a colleague: in one sentence what it is about, never content, and the question to press 1. */
  offer(about: {
    why: 'consult' | 'transfer' | 'supervise'; ticketNumber: string; priority: string | null; entry: string | null; locale: Locale;
  }): Prompt[];
  /** To somebody outside, before they are put through: who calls. */
  whisper(about: { deskName: string; locale: Locale }): Prompt[];
  /** To a colleague who did not press 1. */
  declined(locale: Locale): Prompt[];
  /** The caller is gone, or is not to be talked to by this leg any more. */
  over(locale: Locale): Prompt[];
  /** To a colleague who pressed 1 but has no capacity left for the call. */
  full(locale: Locale): Prompt[];
  /** To whoever comes out of the room. */
  goodbye(locale: Locale): Prompt[];
}
