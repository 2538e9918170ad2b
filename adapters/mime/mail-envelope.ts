import type { InboundMail, MailPerson } from '../../src/core/index.ts';
import type { MailArrival } from '../../src/intake/mail/receiving.ts';
import { cleanAddress, parseAddresses } from './addresses.ts';
import { allOf, firstOf, type HeaderField } from './header-fields.ts';
import { parseParameters } from './header-parameters.ts';
import { headerLine } from './header-text.ts';
import { machineHeaders } from './machine-headers.ts';
import { parseMailDate } from './mail-date.ts';
import { boundReferences, parseMessageIds } from './message-ids.ts';

/** All of a mail that its header and its transport tell. */
export type MailEnvelope = Pick<
  InboundMail,
  'messageId' | 'from' | 'replyTo' | 'to' | 'cc' | 'returnPath' | 'deliveredTo' | 'subject' | 'sentAt' | 'receivedAt' | 'inReplyTo' | 'references' | 'headers'
>;

const mostPeople = 100;
const mostDeliveries = 50;
const mostAnswered = 20;

/** Reads what the header says; what it does not say is taken from the transport, or left out. */
export function readEnvelope(fields: HeaderField[], arrival: MailArrival): MailEnvelope {
  const returnPath = arrival.returnPath ?? pathIn(fields);
  const charset = parseParameters(firstOf(fields, 'content-type')).parameters.get('charset') ?? null;
  const people = (name: string) => distinct(allOf(fields, name).flatMap(parseAddresses));
  const envelope = returnPath === null || returnPath === '' ? null : cleanAddress(returnPath);
  const from = [people('from'), people('sender'), people('reply-to'), envelope === null ? [] : [{ name: null, address: envelope }]].find((some) => some.length > 0);
  return {
    messageId: parseMessageIds(firstOf(fields, 'message-id'))[0] ?? null,
    from: from ?? [], replyTo: people('reply-to'), to: people('to'), cc: people('cc'), returnPath,
    deliveredTo: deliveredTo(fields, arrival),
    subject: headerLine(firstOf(fields, 'subject') ?? '', 500, charset),
    sentAt: parseMailDate(firstOf(fields, 'date')), receivedAt: arrival.receivedAt,
    inReplyTo: parseMessageIds(allOf(fields, 'in-reply-to').join(' ')).slice(0, mostAnswered),
    references: boundReferences(parseMessageIds(allOf(fields, 'references').join(' '))),
    headers: machineHeaders(fields),
  };
}

/** The path that the last server on the way wrote down; '' for the null path. */
function pathIn(fields: HeaderField[]): string | null {
  const value = firstOf(fields, 'return-path');
  if (value === null) return null;
  return /^\s*<\s*>\s*$/.test(value) ? '' : (parseAddresses(value)[0]?.address ?? null);
}

function distinct(people: MailPerson[]): MailPerson[] {
  const known = new Map<string, MailPerson>();
  for (const person of people) if (!known.has(person.address)) known.set(person.address, person);
  return [...known.values()].slice(0, mostPeople);
}

function deliveredTo(fields: HeaderField[], arrival: MailArrival): string[] {
  const told = ['delivered-to', 'x-original-to', 'x-forwarded-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'];
  const inHeaders = told.flatMap((name) => allOf(fields, name).slice(0, 10)).flatMap(parseAddresses).map(({ address }) => address);
  const byTransport = arrival.deliveredTo.flatMap((address) => cleanAddress(address) ?? []);
  return [...new Set([...byTransport, ...inHeaders])].slice(0, mostDeliveries);
}
