import type { Channel, Contact, InboundFax, Locale } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { toPhoneNumber } from '../phone-number.ts';
import type { Region } from '../phone-number.ts';
import { faxWords } from './words.ts';

export interface FaxOptions {
  region: Region;
  /** The desk's language: a fax has no words to tell its own by. */
  locale: Locale;
}

/**
 * Fax: every one is a new matter, since one machine serves a whole office and its pages say nothing that could be
 * compared. Nothing is faxed back: it is answered by text, telephone, mail or letter.
 */
export function createFaxChannel(options: FaxOptions): Channel<InboundFax> {
  return {
    name: 'fax',
    whenClosed: 'held',
    capabilities: {
      live: false,
      maxTextLength: null,
      attachments: false,
      html: false,
      threading: 'none',
      networkTellsSender: true,
      reply: 'none',
      reaches: null,
      automaticAnswers: 'free',
    },
    toContact: (inbound) => toContact(inbound, options),
    render: () => null,
  };
}

function toContact(fax: InboundFax, { region, locale }: FaxOptions): Contact {
  const number = toPhoneNumber(boundedText(fax.from, 100), region);
  const from = number ?? boundedText(fax.from, 320).trim();
  const fault = boundedText(fax.fault ?? '', 1_000).trim();
  const pages = fax.pages !== null && Number.isSafeInteger(fax.pages) && fax.pages > 0 ? fax.pages : null;
  return {
    channel: 'fax',
    providerId: boundedText(fax.providerId, 200) || 'fax',
    from: number === null ? [] : [{ kind: 'phone', value: number }],
    fromText: from,
    to: toPhoneNumber(boundedText(fax.to, 100), region) ?? boundedText(fax.to, 320).trim(),
    subject: boundedText(faxWords[locale].subject({ from: number ?? '', pages }), 500),
    text: fault === '' ? '' : faxWords[locale].broken(fault),
    attachments: fax.files.slice(0, 100),
    chosen: { ...fax.chosen, wordless: true },
    receivedAt: fax.receivedAt,
  };
}
