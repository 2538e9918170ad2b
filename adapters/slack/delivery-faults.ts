import type { Locale } from '../../src/core/index.ts';
import { en, type SlackFaultCode } from './locales/delivery-faults-en.ts';
import { es } from './locales/delivery-faults-es.ts';

const words: Record<Locale, Record<SlackFaultCode, string>> = { es, en };

/** Why Slack did not take an answer, in words for an agent (docs.slack.dev/reference/methods/chat.postMessage, errors); null for any other code. */
export function slackFaultWords(code: string, locale: Locale): string | null {
  return Object.entries(words[locale]).find(([known]) => known === code)?.[1] ?? null;
}
