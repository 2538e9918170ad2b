import type { Address, Contact, InboundAmendment, InboundThreadMessage, WorkspacePerson } from '../../src/core/index.ts';
import { boundedText } from '../bounded-text.ts';
import { mrkdwnToText } from './mrkdwn-to-text.ts';

const name = 'slack';

/** Our side of what was said: the thread in its room, or the room alone, which is a person's id where a form was filled in. */
export function placeOf({ room, thread }: Pick<InboundThreadMessage, 'room' | 'thread'>): string {
  return boundedText(thread === '' ? room : `${room}/${thread}`, 320);
}

export function toContact(inbound: InboundThreadMessage): Contact {
  const { from, room, thread, chosen, broughtBy, subject } = inbound;
  const beginsThread = thread !== '' && inbound.messageId === `${room}/${thread}`;
  const called = nameOf(from);
  return {
    channel: name,
    providerId: boundedText(inbound.messageId, 200) || '?',
    from: addressesOf(from),
    fromText: boundedText(broughtBy && broughtBy.id !== from.id ? `${called} (${nameOf(broughtBy)})` : called, 320),
    ...(from.name !== null && from.name.trim() !== '' && { name: boundedText(from.name, 200).trim() }),
    to: placeOf(inbound),
    ...(subject !== undefined && { subject: boundedText(subject, 500) }),
    text: boundedText(mrkdwnToText(inbound.text, inbound), 1_000_000),
    ...(from.locale && { locale: from.locale }),
    attachments: inbound.files
      .filter(({ url }) => url.length <= 2000)
      .slice(0, 100)
      .map((file) => ({ url: boundedText(file.url, 2000), contentType: boundedText(file.contentType, 200), name: boundedText(file.name, 300) })),
    chosen: {
      ...(chosen?.service !== undefined && { service: boundedText(chosen.service, 200) }),
      ...(chosen?.entry !== undefined && { entry: boundedText(chosen.entry, 200) }),
      ...(chosen?.impact && { impact: chosen.impact }),
      ...(chosen?.urgency && { urgency: chosen.urgency }),
    },
    ...(inbound.isDirect && beginsThread && { room: boundedText(room, 320) }),
    receivedAt: inbound.receivedAt,
  };
}

/** The change of an earlier message; its files and who it is from stay as they were. */
export function toAmendment(inbound: InboundAmendment): Contact & { amends: NonNullable<Contact['amends']> } {
  return {
    channel: name,
    providerId: boundedText(inbound.amendmentId, 200) || '?',
    from: addressesOf(inbound.from),
    fromText: boundedText(nameOf(inbound.from), 320),
    to: placeOf(inbound),
    text: inbound.how === 'deleted' ? '' : boundedText(mrkdwnToText(inbound.text, inbound), 1_000_000),
    attachments: [],
    chosen: {},
    amends: { providerId: boundedText(inbound.messageId, 200) || '?', how: inbound.how },
    receivedAt: inbound.receivedAt,
  };
}

/** Their id first: it is proven. Their mail finds whom the desk knows by another way. */
function addressesOf({ id, email }: WorkspacePerson): Address[] {
  const slack = boundedText(id, 320).trim();
  if (slack === '') return [];
  const mail = boundedText(email ?? '', 321).trim().toLowerCase();
  const isMail = mail.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(mail);
  return [{ kind: 'slack', value: slack }, ...(isMail ? [{ kind: 'email' as const, value: mail }] : [])];
}

function nameOf({ id, name: called }: WorkspacePerson): string {
  return called?.trim() || id;
}
