import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactSchema } from '../../src/core/index.ts';
import type { Channel, Contact, Reply } from '../../src/core/index.ts';

/** What a channel brings to its examination. */
export interface ChannelUnderContract<Inbound> {
  channel: Channel<Inbound>;
  /** Ordinary inbound communications, with the provider's id each must keep. */
  samples: { inbound: Inbound; providerId: string }[];
  /** An inbound communication whose every free text is the given one. */
  hostile: (text: string) => Inbound;
  /** Our own address in a conversation of this channel. */
  ownAddress: string;
  /** Plain text in the network's own marks; left out: it is sent word for word. */
  inMarks?: (text: string) => string;
}

export const hostileTexts: Record<string, string> = {
  empty: '',
  blank: ' \t\r\n ',
  'NUL bytes': 'a\u0000b\u0000',
  'a lone high surrogate': 'broken \ud83d',
  'a lone low surrogate': '\ude00 broken',
  '100 kB of emoji': '😀'.repeat(25_000),
  'two million letters': 'x'.repeat(2_000_000),
  'right-to-left text': '\u202eمرحبا، הטלפון שלי לא עובד\u202c',
  'control characters': '\u0001\u0007\u001b[31m\u007f\u0085\ufffe\uffff',
  markup: `<script>alert(1)</script>'; DROP TABLE contacts; --`,
  'a prototype name': '__proto__',
  'a whitespace wall': ' '.repeat(100_000),
};

/** The one suite that every channel passes: what the desk relies on without knowing which channel it is. */
export function describeChannelContract<Inbound>(subject: ChannelUnderContract<Inbound>): void {
  const { channel } = subject;
  describe(`channel contract: ${channel.name}`, () => {
    it('is named like a folder', () => {
      expect(channel.name).toMatch(/^[a-z][a-z-]{0,39}$/);
    });
    describeContacts(subject);
    describeHostileInput(subject);
    describeReplies(subject);
  });
}

function describeContacts<Inbound>({ channel, samples }: ChannelUnderContract<Inbound>): void {
  it('has samples to be judged by', () => {
    expect(samples.length).toBeGreaterThan(0);
  });

  it('makes valid contacts in its own name that keep the provider id', () => {
    for (const { inbound, providerId } of samples) {
      const contact = channel.toContact(inbound);
      expect(contactSchema.parse(contact)).toEqual(contact);
      expect(contact).toMatchObject({ channel: channel.name, providerId });
    }
  });

  it('makes the same contact of the same input and leaves the input alone', () => {
    for (const { inbound } of samples) {
      const before = structuredClone(inbound);
      expect(channel.toContact(inbound)).toEqual(channel.toContact(before));
      expect(inbound).toEqual(before);
    }
  });

  it('has coherent capabilities', () => {
    const { live, maxTextLength, threading, reply } = channel.capabilities;
    if (maxTextLength !== null) expect(maxTextLength).toBeGreaterThan(0);
    // A line with a person on it is answered by talking, not by a text.
    if (live) expect(reply).toBe('none');
    // Finding a conversation by its pair of addresses needs an address to answer to.
    if (threading === 'address-pair') expect(['send', 'page']).toContain(reply);
  });
}

function describeHostileInput<Inbound>({ channel, hostile }: ChannelUnderContract<Inbound>): void {
  it.each(Object.entries(hostileTexts))('makes a storable contact of %s', (_name, text) => {
    expectStorable(channel.toContact(hostile(text)));
  });

  it('makes a storable contact of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        expectStorable(channel.toContact(hostile(text)));
      }),
      { numRuns: 200 },
    );
  });
}

function expectStorable(contact: Contact): void {
  expect(contactSchema.safeParse(contact).error).toBeUndefined();
  const stored = JSON.stringify(contact);
  expect(stored).not.toContain('\\u0000');
  for (const text of textsOf(contact)) expect(text.isWellFormed()).toBe(true);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.values(value).flatMap(textsOf);
}

function describeReplies<Inbound>({ channel, samples, ownAddress, inMarks = (text) => text }: ChannelUnderContract<Inbound>): void {
  const to = samples.map(({ inbound }) => channel.toContact(inbound).from[0]).find((address) => address) ?? null;
  const replyOf = (text: string): Reply => ({ id: 'reply-1', text, locale: 'es', to, from: ownAddress });
  const { reply, maxTextLength } = channel.capabilities;

  if (reply !== 'send') {
    it('sends nothing out', () => {
      expect(channel.render(replyOf('Hola'))).toBeNull();
    });
    return;
  }

  it('sends a reply to the address a contact came from', () => {
    expect(to).not.toBeNull();
    expect(channel.render(replyOf('Su salón está listo.'))).toEqual({
      to: to?.value,
      from: ownAddress,
      body: 'Su salón está listo.',
    });
  });

  it('sends nothing when nobody can be answered', () => {
    expect(channel.render({ ...replyOf('Hola'), to: null })).toBeNull();
  });

  it.each(Object.entries(hostileTexts))('divides %s into texts that go out as they are', (_name, text) => {
    const parts = channel.divide?.({ text, from: ownAddress }) ?? [];
    for (const part of parts) {
      expect(channel.render(replyOf(part.text))?.body).toBe(inMarks(part.text));
      expect(part.text.length).toBeLessThanOrEqual(maxTextLength ?? Number.POSITIVE_INFINITY);
      expect(part.segments ?? 1).toBeGreaterThan(0);
    }
  });

  it.each(Object.entries(hostileTexts))('renders %s within its length', (_name, text) => {
    const body = channel.render(replyOf(text))?.body ?? '';
    expect(body.length).toBeLessThanOrEqual(maxTextLength ?? Number.POSITIVE_INFINITY);
    expect(body.isWellFormed()).toBe(true);
    expect(body).not.toContain('\u0000');
  });
}
