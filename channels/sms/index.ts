import type { Address, Channel, Contact, InboundText, OutboundText, Reply } from '../../src/core/index.ts';
import { boundedText, ellipsized } from '../bounded-text.ts';
import { toPhoneNumber } from '../phone-number.ts';
import type { Region } from '../phone-number.ts';

const maxTextLength = 1600;
const whatsapp = 'whatsapp:';

/** Text messages (SMS, MMS, WhatsApp): a conversation is the pair of the customer's number and ours. */
export function createSmsChannel(options: { region: Region }): Channel<InboundText> {
  return {
    name: 'sms',
    capabilities: {
      live: false,
      maxTextLength,
      attachments: true,
      html: false,
      threading: 'address-pair',
      reply: 'send',
    },
    toContact: (inbound) => toContact(inbound, options.region),
    render,
  };
}

function toContact(inbound: InboundText, region: Region): Contact {
  const sender = toPhoneNumber(withoutPrefix(inbound.from), region);
  const from: Address[] = sender ? [{ kind: 'phone', value: sender }] : [];
  return {
    channel: 'sms',
    providerId: inbound.providerId,
    from,
    fromText: boundedText(inbound.from, 320),
    to: ownAddress(inbound.to, region),
    text: boundedText(inbound.text, 1_000_000),
    attachments: inbound.media
      .filter((medium) => medium.url.length <= 2000)
      .slice(0, 100)
      .map((medium) => ({
        url: boundedText(medium.url, 2000),
        contentType: boundedText(medium.contentType, 200),
      })),
    chosen: {},
    receivedAt: inbound.receivedAt,
  };
}

function render(reply: Reply): OutboundText | null {
  if (!reply.to) return null;
  // Our own address tells the network the customer wrote on; the answer must leave on the same one.
  const prefix = reply.from.startsWith(whatsapp) ? whatsapp : '';
  return {
    to: `${prefix}${reply.to.value}`,
    from: reply.from,
    body: ellipsized(reply.text, maxTextLength),
  };
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
