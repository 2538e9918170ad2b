import type { Address, Channel, Contact, InboundText, Locale, OutboundText, Passage, Reply, TextPart } from '../../src/core/index.ts';
import { storableText } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { toPhoneNumber } from '../phone-number.ts';
import type { Region } from '../phone-number.ts';
import { consentWordOf } from './consent-words.ts';
import { numberedTexts } from './divide.ts';
import { countSegments } from './segments.ts';

/** Characters of one text that the provider takes, on every network. */
const maxTextLength = 1600;
const whatsapp = 'whatsapp:';
/** WhatsApp takes free text for so long after the customer's last message (developers.facebook.com/docs/whatsapp/pricing, service window). */
const sessionLasts = 24 * 60 * 60_000;

export interface SmsOptions {
  region: Region;
  /** Our number for texts where a conversation has none of its own. */
  from?: string | null | undefined;
  /** WhatsApp's approved template per language that asks the customer to write, of which any will do; its blank 1 is the ticket's number. */
  templates?: Partial<Record<Locale, string>> | undefined;
}

/** Text messages (SMS, MMS, WhatsApp): a conversation is the pair of the customer's number and ours. */
export function createSmsChannel(options: SmsOptions): Channel<InboundText> {
  return {
    name: 'sms',
    whenClosed: 'told',
    capabilities: {
      live: false,
      maxTextLength,
      attachments: false,
      html: false,
      converses: true,
      threading: 'address-pair',
      reply: 'send',
      reaches: 'phone',
      automaticAnswers: 'free',
    },
    toContact: (inbound) => toContact(inbound, options),
    render: (reply) => render(reply, options),
    divide,
    passage,
    invite: (reply, about) => invite(reply, about.ticketNumber, options),
  };
}

function toContact(inbound: InboundText, options: SmsOptions): Contact {
  const { region } = options;
  const sender = toPhoneNumber(withoutPrefix(inbound.from), region);
  const from: Address[] = sender ? [{ kind: 'phone', value: sender }] : [];
  // A picture says more than the word beside it.
  const consentWord = inbound.takenFor || inbound.media.length === 0 ? consentWordOf(inbound.text, inbound.takenFor ?? null) : null;
  return {
    channel: 'sms',
    providerId: inbound.providerId,
    from,
    fromText: boundedText(inbound.from, 320),
    to: ownAddress(inbound.to, region) || (options.from ?? ''),
    text: boundedText(inbound.text, 1_000_000),
    attachments: inbound.media
      .filter((medium) => medium.url.length <= 2000)
      .slice(0, 100)
      .map((medium) => ({
        url: boundedText(medium.url, 2000),
        contentType: boundedText(medium.contentType, 200),
      })),
    chosen: {},
    ...(consentWord && { consentWord }),
    receivedAt: inbound.receivedAt,
  };
}

function render(reply: Reply, options: SmsOptions): OutboundText | null {
  const from = reply.from || options.from;
  if (!reply.to || !from) return null;
  return { to: `${networkOf(from)}${reply.to.value}`, from, body: boundedText(reply.text, maxTextLength) };
}

function divide(reply: Pick<Reply, 'text' | 'from'>): TextPart[] {
  const texts = numberedTexts(storableText(reply.text), maxTextLength);
  return texts.map((text) => ({ text, ...(networkOf(reply.from) === '' && countSegments(text)) }));
}

function passage({ from }: Pick<Reply, 'from'>, facts: { now: Date; lastContactAt: Date | null }): Passage {
  if (networkOf(from) === '') return 'any';
  const { now, lastContactAt } = facts;
  return lastContactAt !== null && now.getTime() - lastContactAt.getTime() < sessionLasts ? 'any' : 'template';
}

function invite(reply: Reply, ticketNumber: string, options: SmsOptions): OutboundText | null {
  const { [reply.locale]: own, es, en } = options.templates ?? {};
  const id = own ?? es ?? en;
  const text = render(reply, options);
  if (id === undefined || !text || networkOf(text.from) === '') return null;
  return { ...text, template: { id, variables: { 1: ticketNumber } } };
}

/** Our own address tells the network the customer wrote on; the answer must leave on the same one. */
function networkOf(ours: string): typeof whatsapp | '' {
  return ours.startsWith(whatsapp) ? whatsapp : '';
}

/** Our number keeps its `whatsapp:` so that the pair of addresses differs from the same number's SMS. */
function ownAddress(written: string, region: Region): string {
  const prefix = written.toLowerCase().startsWith(whatsapp) ? whatsapp : '';
  const number = toPhoneNumber(withoutPrefix(written), region);
  return number ? `${prefix}${number}` : boundedText(written, 320);
}

function withoutPrefix(written: string): string {
  return written.replace(/^whatsapp:/i, '');
}
