import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChannels } from '../../../channels/index.ts';
import type { AnyChannel, Sender } from '../../../src/core/index.ts';
import { waysOf, type KnownAddress, type TicketWays, type WayRules } from '../../../src/desk/replies/index.ts';

const channels = Object.values(createChannels({ region: 'CO' })) as AnyChannel[];
const channelOf = (name: string) => channels.find((channel) => channel.name === name) ?? null;
const sender: Sender = { send: async () => ({ kind: 'sent', providerId: 'x' }), find: async () => null };
const rules: WayRules = {
  channels, channelOf,
  outletOf: (name) => {
    const channel = channelOf(name);
    return channel && { channel, sender };
  },
  firstFrom: ({ capabilities: { reaches } }) => (reaches === 'phone' ? '+576015550100' : reaches === 'email' ? 'mesa@desk.test' : null),
  mayReach: ({ value }) => value !== '+5719001234567',
  shownFrom: (_channel, ours) => ours,
};

const phone = (about: Partial<KnownAddress> = {}): KnownAddress =>
  ({ kind: 'phone', value: '+573001234567', onTicket: false, verified: false, blocked: false, undeliverable: null, pairs: [], ...about });
const email = (about: Partial<KnownAddress> = {}) => phone({ kind: 'email', value: 'ana@x.test', ...about });
const conversation = (channel: string, theirs: { kind: 'phone' | 'email'; value: string } | null, ours = '+576015550100'): TicketWays['conversations'][number] =>
  ({ id: `${channel} ${ours}`, channel, ours, theirs, stopped: false, lastContactAt: null, undeliverable: null });
const shown = (facts: TicketWays, about: Partial<WayRules> = {}) => waysOf(facts, { ...rules, ...about }).map((way) => [way.channel, way.theirs?.value ?? null, way.ours, way.id !== null]);

const called = conversation('voice', { kind: 'phone', value: '+573001234567' });

test.each<[string, KnownAddress, boolean]>([
  ['a number that called about it', phone({ onTicket: true }), true], ['a number that is verified', phone({ verified: true }), true],
  ['a number that texted before', phone({ pairs: [{ channel: 'sms', ours: '+576015550100', stopped: false }] }), true],
  ['a number that a form named', phone(), false], ['a verified mail address', email({ verified: true }), true],
  ['a mail address that nobody verified, although it wrote', email({ onTicket: true }), false],
  ['a blocked number', phone({ verified: true, blocked: true }), false], ['a premium number', phone({ verified: true, value: '+5719001234567' }), false],
])('%s', (_what, address, isWay) => {
  expect(shown({ conversations: [conversation('web', null)], addresses: [address] })).toHaveLength(isWay ? 2 : 1);
});

test('the number that they know us by is kept, with the stop that was said to it', () => {
  const known = phone({ onTicket: true, pairs: [{ channel: 'sms', ours: '+576015550199', stopped: true }, { channel: 'sms', ours: '+576015550100', stopped: false }] });
  expect(waysOf({ conversations: [called], addresses: [known] }, rules)[1]).toMatchObject({ ours: '+576015550199', stopped: true });
});

test('a conversation of the ticket is not offered a second time; WhatsApp and texts are two', () => {
  const ana = { kind: 'phone', value: '+573001234567' } as const;
  const address = phone({ onTicket: true, pairs: [{ channel: 'sms', ours: '+576015550100', stopped: false }] });
  expect(shown({ conversations: [conversation('sms', ana), called], addresses: [address] })).toEqual([['sms', ana.value, '+576015550100', true]]);
  expect(shown({ conversations: [conversation('sms', ana, 'whatsapp:+14155238886')], addresses: [phone({ onTicket: true })] })).toEqual([
    ['sms', ana.value, 'whatsapp:+14155238886', true], ['sms', ana.value, '+576015550100', false],
  ]);
  const mail = { kind: 'email', value: 'ana@x.test' } as const;
  expect(shown({ conversations: [called, conversation('email', mail, 'mesa+c1@desk.test')], addresses: [email({ verified: true })] })).toEqual([
    ['voice', ana.value, '+576015550100', true], ['email', mail.value, 'mesa+c1@desk.test', true],
  ]);
});

test('without a number of our own, or without a way out, nothing begins', () => {
  const facts = { conversations: [called], addresses: [phone({ onTicket: true })] };
  expect(shown(facts, { firstFrom: () => null })).toHaveLength(1);
  expect(shown(facts, { outletOf: (name) => { const outlet = rules.outletOf(name); return outlet && { ...outlet, sender: null }; } })).toHaveLength(1);
});

test('the natural way is always first, and none is there twice', () => {
  const kinds = fc.record({
    onTicket: fc.boolean(), verified: fc.boolean(), blocked: fc.boolean(), value: fc.constantFrom('+573001234567', '+573001234568', 'ana@x.test'),
    pairs: fc.array(fc.record({ channel: fc.constant('sms'), ours: fc.constantFrom('+576015550100', '+576015550199'), stopped: fc.boolean() }), { maxLength: 2 }),
  }).map((about) => (about.value.includes('@') ? email(about) : phone(about)));
  const ends = fc.record({
    channel: fc.constantFrom('voice', 'web', 'sms', 'email', 'chat', 'gone'), ours: fc.constantFrom('+576015550100', 'whatsapp:+1', 'a@desk.test', 'b@desk.test'),
    value: fc.constantFrom('+573001234567', 'ana@x.test', null),
  }).map(({ channel, ours, value }) => conversation(channel, value === null ? null : { kind: value.includes('@') ? 'email' as const : 'phone' as const, value }, ours));
  fc.assert(fc.property(fc.array(ends, { maxLength: 5 }), fc.array(kinds, { maxLength: 4 }), (conversations, addresses) => {
    const ways = waysOf({ conversations, addresses }, rules);
    expect(ways[0]).toEqual(conversations[0] ?? ways[0]);
    const keys = ways.map((way) => [way.channel, way.theirs?.value, way.channel === 'email' ? '' : way.ours].join(' '));
    expect(new Set(keys).size).toBe(keys.length);
    for (const way of ways.slice(1)) expect(channelOf(way.channel)?.capabilities.reply).toBe('send');
  }));
});
