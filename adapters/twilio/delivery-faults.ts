import type { Locale, RefusalCause } from '../../src/core/index.ts';
import { en } from './locales/delivery-faults-en.ts';
import { es } from './locales/delivery-faults-es.ts';
import type { DeliveryFaultCode } from './locales/delivery-faults-en.ts';

const words: Record<Locale, Record<DeliveryFaultCode, string>> = { es, en };

// A map, for a code may be called `constructor`.
const causes = new Map<string, RefusalCause>([['21610', 'opted-out'], ['63016', 'window-closed']]);

/** What an error code means to the desk, beyond that the text did not arrive. */
export function causeOf(code: string | undefined): RefusalCause | undefined {
  return causes.get(code ?? '');
}

/** Why a text did not arrive, in words for an agent (twilio.com/docs/api/errors); null for a code that is not in the table. */
export function deliveryFaultWords(code: string, locale: Locale): string | null {
  return Object.entries(words[locale]).find(([known]) => known === code)?.[1] ?? null;
}
