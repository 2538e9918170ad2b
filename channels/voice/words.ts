import type { Locale } from '../../src/core/index.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';

/** Every sentence the telephone says, in one language. */
export interface VoiceWords {
  chooseThisLanguage(digit: string): string;
  chooseService(name: string, digit: string): string;
  chooseEntry(name: string, digit: string): string;
  personByZero: string;
  backByStar: string;
  askStopped: string;
  askOthers: string;
  yesOrNo: string;
  notUnderstood: string;
  nothingHeard: string;
  restarted: string;
  passingToPerson: string;
  /** `spelled` is the ticket number, one character at a time. */
  ticketOpened(spelled: string): string;
  ticketRepeated(spelled: string): string;
  staffed: string;
  nobody: string;
  closed: string;
  sorryNoLine: string;
  leaveMessage: string;
  messageTaken: string;
  next: string;
  position(position: number): string;
  estimate(minutes: number): string;
  estimateUnknown: string;
  voicemailByOne: string;
  connecting: string;
  agentMissed: string;
  goodbye: string;
  agentOffer: string;
  agentDeclined: string;
  callGone: string;
  /** How one letter or digit is said. */
  character(character: string): string;
}

const words: Record<Locale, VoiceWords> = { es, en };

export function wordsOf(locale: Locale): VoiceWords {
  return words[locale];
}

/** A ticket number one character at a time, with pauses: `V-1042` is "uve, uno, cero, cuatro, dos". */
export function spelled(ticketNumber: string, locale: Locale): string {
  return Array.from(ticketNumber.replace(/[^\p{L}\p{N}]/gu, ''), words[locale].character).join(', ');
}
