import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Letter } from '../../../src/core/index.ts';
import type { TestDesk } from '../../support/desk.ts';
import { eventsOf, countOf } from '../probes.ts';
import {
  answer, bring, mailFrom, newAddress, ours, person, placeOf, post, send, signed, startMailDesk, statusOf, take, type About, type Mail,
} from './mail-stage.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startMailDesk();
});
afterAll(() => desk.close());

async function claimsOf(messageId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select provider_id as id from contacts c join mails m on m.contact_id = c.id
    where m.message_id = ${messageId} order by c.provider_id`.execute(desk.database.db);
  return rows.map(({ id }) => id);
}

describe('one mail', () => {
  test('that comes twice, by two mailboxes, is one contact', async () => {
    const mail = mailFrom(desk, newAddress());
    await post(desk, mail);
    expect(await take(desk, mail)).toEqual({ kind: 'duplicate' });
    expect(await take(desk, { ...mail, contact: { ...mail.contact, to: 'ayuda@desk.test' } })).toEqual({ kind: 'duplicate' });
    expect(await claimsOf(mail.letter.messageId)).toEqual([mail.contact.providerId]);
  });

  test.each<[string, (mail: Mail) => Partial<Letter['fingerprints']>]>([
    ['words', () => ({ words: 'a list added a footer' })], ['date', () => ({ date: '2026-01-01T00:00:00.000Z' })], ['date', () => ({ date: null })],
  ])('is a copy although its %s differ', async (_what, change) => {
    const mail = mailFrom(desk, newAddress());
    await post(desk, mail);
    const letter = { ...mail.letter, fingerprints: { ...mail.letter.fingerprints, ...change(mail) } };
    expect(await take(desk, { ...mail, letter })).toEqual({ kind: 'duplicate' });
  });

  test('taken in by twelve at the same instant is one contact on one ticket', async () => {
    const before = await countOf(desk, 'tickets');
    const mail = mailFrom(desk, newAddress());
    const answers = await Promise.all(Array.from({ length: 12 }, () => take(desk, mail)));
    expect(answers.map(({ kind }) => kind).sort()).toEqual([...Array.from({ length: 11 }, () => 'duplicate'), 'opened']);
    expect(await countOf(desk, 'tickets')).toBe(before + 1);
  });
});

test('a Message-ID longer than an index holds is claimed once and found again', async () => {
  const ana = newAddress();
  const messageId = `<${Array.from({ length: 990 }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000))).join('')}@example.org>`;
  const mail = mailFrom(desk, ana, { messageId });
  const first = await post(desk, mail);
  expect(await take(desk, mail)).toEqual({ kind: 'duplicate' });
  expect(await send(desk, ana, { references: [messageId] })).toMatchObject({ ticketId: first.ticketId, landed: 'known-mail' });
});

describe('two mails under one Message-ID', () => {
  test('of one sender are both taken in when neither date nor words agree', async () => {
    const scanner = newAddress();
    const [one, two] = [mailFrom(desk, scanner), mailFrom(desk, scanner)];
    const same = { ...two, contact: { ...two.contact, providerId: one.contact.providerId }, letter: { ...two.letter, messageId: one.letter.messageId } };
    await post(desk, one);
    await post(desk, same);
    expect(await take(desk, same)).toEqual({ kind: 'duplicate' });
    expect(await take(desk, one)).toEqual({ kind: 'duplicate' });
    expect(await claimsOf(one.letter.messageId)).toEqual([one.contact.providerId, `${one.contact.providerId}#${two.letter.fingerprints.words}`]);
  });

  test('of other senders are all taken in, also with the very same words', async () => {
    const mail = mailFrom(desk, newAddress());
    await post(desk, mail);
    for (let count = 0; count < 3; count += 1) {
      const thief = newAddress();
      const stolen = { ...mail, contact: { ...mail.contact, from: [{ kind: 'email' as const, value: thief }] } };
      expect((await post(desk, stolen)).acceptance.kind).toBe('opened');
      expect(await take(desk, stolen)).toEqual({ kind: 'duplicate' });
    }
    expect(await claimsOf(mail.letter.messageId)).toHaveLength(4);
  });

  test('where the first was forged, do not lose the real one', async () => {
    const real = mailFrom(desk, newAddress());
    const authentication = { ...real.letter.authentication, dmarc: 'fail' as const };
    await post(desk, { ...real, letter: { ...real.letter, authentication, fingerprints: { ...real.letter.fingerprints, words: 'forged' } } });
    expect((await post(desk, real)).acceptance.kind).toBe('opened');
  });

  test('at the same instant are both taken in', async () => {
    const [one, two] = [mailFrom(desk, newAddress()), mailFrom(desk, newAddress())];
    const same = { ...two, contact: { ...two.contact, providerId: one.contact.providerId }, letter: { ...two.letter, messageId: one.letter.messageId } };
    const answers = await Promise.all([one, same, one, same, same, one].map((mail) => take(desk, mail)));
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate', 'opened', 'opened']);
  });
});

describe('at the same instant', () => {
  test('an original and its answers land together, or the answer that came first is linked to nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [ana, boss] = [newAddress(), newAddress()];
      const original = mailFrom(desk, ana, { cc: [person(boss)] });
      const answers = [ana, boss, ana, boss].map((from) => mailFrom(desk, from, { inReplyTo: [original.letter.messageId] }));
      const [first, ...others] = await Promise.all([original, ...answers].map((mail) => post(desk, mail)));
      for (const place of others) expect(place.landed === 'new' || place.ticketId === first?.ticketId).toBe(true);
    }
  });

  test('answers of many people, who bring in each other, are all appended', async () => {
    const people = Array.from({ length: 8 }, newAddress);
    const original = mailFrom(desk, newAddress(), { cc: people.map(person) });
    const first = await post(desk, original);
    const tag = { recipients: [ours, signed(desk, first.conversationId)] };
    const answers = people.flatMap((from) => [1, 2, 3].map(() => mailFrom(desk, from, { ...tag, cc: people.toReversed().map(person), inReplyTo: [original.letter.messageId] })));
    const places = await Promise.all(answers.map((mail) => post(desk, mail)));
    expect(new Set(places.map(({ ticketId }) => ticketId))).toEqual(new Set([first.ticketId]));
  });

  test('an answer and a merge end on the ticket that goes on', async () => {
    const agentId = await desk.addAgent({ available: false });
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await send(desk, newAddress()), await send(desk, newAddress())];
      const ana = mailFrom(desk, (await senderOf(one.contactId)), { recipients: [signed(desk, one.conversationId)] });
      const [place] = await Promise.all([post(desk, ana), desk.joining.merge(one.number, { agentId }, two.number)]);
      expect((await placeOf(desk, place.contactId)).ticketId).toBe(two.ticketId);
    }
  });

  test('an answer to a ticket that is being closed is never lost on it', async () => {
    const agentId = await desk.addAgent({ available: false });
    for (let round = 0; round < 5; round += 1) {
      const one = await send(desk, newAddress());
      const ana = mailFrom(desk, await senderOf(one.contactId), { recipients: [signed(desk, one.conversationId)] });
      const [place] = await Promise.all([post(desk, ana), desk.progress.cancel(one.number, { agentId }, 'nada').catch(() => undefined)]);
      const names = (await eventsOf(desk, one.ticketId)).map(({ name }) => name);
      const isBefore = names.lastIndexOf('contact.received') < names.indexOf('ticket.cancelled') || !names.includes('ticket.cancelled');
      expect(isBefore).toBe(true);
      expect(place.ticketId === one.ticketId || (place.landed === 'ended' && place.followUpOf === one.ticketId)).toBe(true);
    }
  });
});

async function senderOf(contactId: string): Promise<string> {
  const { rows } = await sql<{ sender: string }>`select sender from mails where contact_id = ${contactId}`.execute(desk.database.db);
  return rows[0]?.sender ?? '';
}

describe('a report of a mail server', () => {
  const failed = { action: 'failed', recipient: null, status: '5.1.1', diagnostic: 'no such user' } as const;
  const report = (about: About): Mail => mailFrom(desk, 'mailer-daemon@mx.example.org', { bounce: [failed], automatic: { kind: 'bounce', sign: 'null path' }, ...about });

  async function answered() {
    const first = await send(desk, newAddress());
    return { first, ...(await answer(desk, first)) };
  }
  const deliveryOf = async (replyId: string) =>
    (await sql<{ status: string }>`select status from deliveries where reply_id = ${replyId}`.execute(desk.database.db)).rows[0]?.status;

  test.each<[string, (one: Awaited<ReturnType<typeof answered>>) => About]>([
    ['its signed address', ({ replyId }) => ({ recipients: [desk.replyAddresses.addressOf(ours, { kind: 'reply', id: replyId })] })],
    ['the Message-ID that it returns', ({ messageId }) => ({ returnedIds: ['<unknown@example.org>', messageId] })],
    ['the Message-ID that it answers', ({ messageId }) => ({ inReplyTo: [messageId] })],
  ])('is attached to the answer known by %s, fails its delivery and wakes nobody', async (_how, about) => {
    const one = await answered();
    for (const status of ['waiting', 'resolved', 'closed'] as const) {
      await bring(desk, one.first.ticketId, status);
      const mail = report(about(one));
      const accepted = await take(desk, mail);
      if (accepted.kind !== 'noted' || accepted.contactId === null) throw new Error('It was not kept.');
      expect(await placeOf(desk, accepted.contactId)).toMatchObject({ conversationId: one.first.conversationId, landed: 'bounce', reason: 'bounce' });
      expect(await statusOf(desk, one.first.ticketId)).toBe(status);
      expect(await take(desk, mail)).toEqual({ kind: 'duplicate' });
    }
    expect(await deliveryOf(one.replyId)).toBe('failed');
    expect((await eventsOf(desk, one.first.ticketId, 'ticket.reopened'))).toEqual([]);
    const { rows } = await sql`select outcome, customer_id from contacts c join mails m on m.contact_id = c.id
      where m.landed = 'bounce' and conversation_id = ${one.first.conversationId}`.execute(desk.database.db);
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'bounce', customer_id: null })));
  });

  test('on nothing of ours is turned away and leaves nothing, unless a person asks for it', async () => {
    const before = await countOf(desk, 'contacts');
    const mail = report({ returnedIds: ['<unknown@example.org>'] });
    expect(await take(desk, mail)).toEqual({ kind: 'bounce-of-nothing' });
    expect(await countOf(desk, 'contacts')).toBe(before);
    expect(await take(desk, mail, true)).toMatchObject({ kind: 'opened' });
    expect(await take(desk, mail, true)).toEqual({ kind: 'duplicate' });
  });

  test('follows a conversation that was merged', async () => {
    const agentId = await desk.addAgent({ available: false });
    const [one, two] = [await answered(), await answered()];
    await desk.joining.merge(one.first.number, { agentId }, two.first.number);
    const accepted = await take(desk, report({ returnedIds: [one.messageId] }));
    if (accepted.kind !== 'noted' || accepted.contactId === null) throw new Error('It was not kept.');
    expect((await placeOf(desk, accepted.contactId)).ticketId).toBe(two.first.ticketId);
  });

  test('is undone by a mail from the same address, unless that may be forged', async () => {
    const ana = newAddress();
    const first = await send(desk, ana);
    const mark = async () => (await sql<{ at: Date | null }>`select undeliverable_at as at from addresses where value = ${ana}`.execute(desk.database.db)).rows[0]?.at;
    await sql`update addresses set undeliverable_at = now(), undeliverable_reason = '5.1.1' where value = ${ana}`.execute(desk.database.db);
    await send(desk, ana, { dmarc: 'fail' });
    expect(await mark()).not.toBeNull();
    const place = await send(desk, ana, { recipients: [signed(desk, first.conversationId)] });
    expect(await mark()).toBeNull();
    expect(await eventsOf(desk, place.ticketId, 'address.deliverable')).toHaveLength(1);
  });
});

describe('our own mail that comes back', () => {
  const own = { kind: 'own', sign: 'message-id' } as const;

  test('is noted and leaves nothing', async () => {
    const first = await send(desk, newAddress());
    const { messageId } = await answer(desk, first);
    const before = await countOf(desk, 'contacts');
    expect(await take(desk, mailFrom(desk, newAddress(), { messageId, automatic: own }))).toEqual({ kind: 'noted', contactId: null });
    expect(await countOf(desk, 'contacts')).toBe(before);
  });

  test('is an ordinary mail when we never sent it', async () => {
    const ana = newAddress();
    const first = await send(desk, ana);
    await bring(desk, first.ticketId, 'resolved');
    const forged = { messageId: `<r.${'0'.repeat(32)}.${Date.now()}@desk.test>`, automatic: own, recipients: [signed(desk, first.conversationId)] };
    expect(await send(desk, ana, forged)).toMatchObject({ ticketId: first.ticketId, landed: 'signed-address' });
    expect(await statusOf(desk, first.ticketId)).not.toBe('resolved');
  });
});
