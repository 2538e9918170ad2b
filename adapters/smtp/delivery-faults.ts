import type { Locale } from '../../src/core/index.ts';
import { en, type MailFaultCode } from './locales/delivery-faults-en.ts';
import { es } from './locales/delivery-faults-es.ts';

const words: Record<Locale, Record<MailFaultCode, string>> = { es, en };

/** Why a mail did not go out, in words for an agent; null for any other code, those of RFC 3463 among them. */
export function mailFaultWords(code: string, locale: Locale): string | null {
  return Object.entries(words[locale]).find(([known]) => known === code)?.[1] ?? null;
}
