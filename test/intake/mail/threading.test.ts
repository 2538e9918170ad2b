import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReplyAddresses } from '../../../src/desk/mails/index.ts';
import type { TestDesk } from '../../support/desk.ts';
import {
  answer, bring, emailOf, mailFrom, newAddress, ours, participantsIn, person, placeOf, post, send, signed, startMailDesk, statusOf, take,
  theirsIn, type About,
} from './mail-stage.ts';

let desk: TestDesk;
let agentId: string;
beforeAll(async () => {
  desk = await startMailDesk();
  agentId = await desk.addAgent({ available: false });
});
afterAll(() => desk.close());

const day = 24 * 3600;

/** A conversation of one customer, with an answer of ours in it, and the four ways by which a mail can point to it. */
async function conversation(about: About = {}) {
  const ana = newAddress();
  const mail = mailFrom(desk, ana, about);
  const first = await post(desk, mail);
  const { replyId, messageId } = await answer(desk, first);
  const ways: Record<string, About> = {
    'signed-address': { recipients: [signed(desk, first.conversationId)] },
    'own-message': { inReplyTo: [messageId], references: ['<unknown@example.org>', messageId] },
    'known-mail': { references: [mail.letter.messageId, '<unknown@example.org>'] },
    'subject-number': { subject: `RE: [V-${first.number}] otra cosa` },
  };
  return { ana, first, replyId, messageId, knownId: mail.letter.messageId, ways };
}

const steps = ['signed-address', 'own-message', 'known-mail', 'subject-number'];

describe('a mail that points to a conversation', () => {
  test.each(steps)('joins it by %s when its sender takes part, and the timeline says so', async (step) => {
    const { ana, first, ways } = await conversation();
    expect(await send(desk, ana, ways[step])).toMatchObject({
      acceptance: { kind: 'appended', ticketNumber: first.number }, conversationId: first.conversationId, landed: step, reason: step,
    });
  });

  test.each(steps)('opens a linked ticket by %s when its sender is a stranger, and brings nobody in', async (step) => {
    const { first, ways } = await conversation();
    const stranger = newAddress();
    const before = await participantsIn(desk, first.conversationId);
    expect(await send(desk, stranger, { ...ways[step], cc: [person(newAddress())] })).toMatchObject({
      acceptance: { kind: 'opened' }, landed: 'stranger', reason: 'stranger', followUpOf: first.ticketId,
    });
    expect(await participantsIn(desk, first.conversationId)).toEqual(before);
    expect(await send(desk, stranger, ways[step])).toMatchObject({ landed: 'stranger' });
  });

  test.each(steps)('opens a linked ticket by %s when DMARC failed, also for who takes part', async (step) => {
    const { ana, first, ways } = await conversation();
    expect(await send(desk, ana, { ...ways[step], dmarc: 'fail' })).toMatchObject({ landed: 'dmarc-fail', followUpOf: first.ticketId });
  });

  test.each(['none', 'temperror', 'permerror'] as const)('joins it when DMARC says %s', async (dmarc) => {
    const { ana, ways } = await conversation();
    expect(await send(desk, ana, { ...ways['known-mail'], dmarc })).toMatchObject({ landed: 'known-mail' });
  });

  test.each([
    ['signed-address', 'signed-address'], ['own-message', 'changed-subject'], ['known-mail', 'changed-subject'],
  ])('with another subject lands by %s as %s', async (step, landed) => {
    const { ana, first, ways } = await conversation({ subject: 'Impresora sin papel' });
    const place = await send(desk, ana, { ...ways[step], subject: 'Vacaciones de diciembre' });
    expect(place.landed).toBe(landed);
    expect(landed === 'changed-subject' ? place.followUpOf : place.ticketId).toBe(first.ticketId);
  });

  test.each(['', 'Re: Impresora sin papel', 'Impresora', 'Impresora sin papel en el piso 3'])('still is about the same under "%s"', async (subject) => {
    const { ana, ways } = await conversation({ subject: 'Impresora sin papel' });
    expect(await send(desk, ana, { ...ways['own-message'], subject })).toMatchObject({ landed: 'own-message' });
  });

  test('is not about the same because some letters are', async () => {
    const { ana, ways } = await conversation({ subject: 'red' });
    expect(await send(desk, ana, { ...ways['own-message'], subject: 'pared rota' })).toMatchObject({ landed: 'changed-subject' });
  });

  test.each(['closed', 'cancelled'] as const)('opens a linked ticket when the old one is %s', async (status) => {
    const { ana, first, ways } = await conversation();
    await bring(desk, first.ticketId, status);
    expect(await send(desk, ana, ways['signed-address'])).toMatchObject({ landed: 'ended', followUpOf: first.ticketId });
  });

  test('opens a resolved ticket again within reopenDays, and a linked one after', async () => {
    const { ana, first, ways } = await conversation();
    await bring(desk, first.ticketId, 'resolved');
    desk.clock.advance(7 * day);
    expect(await send(desk, ana, ways['known-mail'])).toMatchObject({ ticketId: first.ticketId, landed: 'known-mail' });
    expect(await statusOf(desk, first.ticketId)).not.toBe('resolved');
    await bring(desk, first.ticketId, 'resolved');
    desk.clock.advance(7 * day + 1);
    expect(await send(desk, ana, ways['known-mail'])).toMatchObject({ landed: 'ended', followUpOf: first.ticketId });
  });

  test('joins however long ago it was used, and wakes what waits for the customer', async () => {
    const { ana, first, ways } = await conversation();
    await desk.router.routeTicket(first.ticketId);
    await bring(desk, first.ticketId, 'waiting');
    desk.clock.advance(400 * day);
    expect(await send(desk, ana, ways['known-mail'])).toMatchObject({ ticketId: first.ticketId });
    expect(await statusOf(desk, first.ticketId)).toBe('queued');
  });
});

describe('the steps', () => {
  test('are tried in their order', async () => {
    const ana = newAddress();
    const places = [];
    for (let count = 0; count < 4; count += 1) {
      const mail = mailFrom(desk, ana);
      const place = await post(desk, mail);
      places.push({ ...place, known: mail.letter.messageId, own: (await answer(desk, place)).messageId });
    }
    const [a, b, c, d] = places;
    if (!a || !b || !c || !d) throw new Error('Four were sent.');
    const all: About = { recipients: [ours, signed(desk, a.conversationId)], inReplyTo: [c.known], references: [b.own], subject: `Impresora V-${d.number}` };
    expect((await send(desk, ana, all)).ticketId).toBe(a.ticketId);
    expect((await send(desk, ana, { ...all, recipients: [ours] })).ticketId).toBe(b.ticketId);
    expect((await send(desk, ana, { ...all, recipients: [ours], references: [] })).ticketId).toBe(c.ticketId);
    expect((await send(desk, ana, { ...all, recipients: [ours], references: [], inReplyTo: [] })).ticketId).toBe(d.ticketId);
  });

  test('go on to the next where the sender takes part when they do not here, or when this one has ended', async () => {
    const [one, two] = [await conversation(), await conversation()];
    const mine = { ...two.ways['known-mail'], recipients: [signed(desk, one.first.conversationId)] };
    expect(await send(desk, two.ana, mine)).toMatchObject({ ticketId: two.first.ticketId, landed: 'known-mail' });
    const ended = await conversation();
    await bring(desk, ended.first.ticketId, 'closed');
    const next = mailFrom(desk, ended.ana, ended.ways['signed-address']);
    const opened = await post(desk, next);
    expect(opened.landed).toBe('ended');
    expect(await send(desk, ended.ana, { ...ended.ways['signed-address'], inReplyTo: [next.letter.messageId] }))
      .toMatchObject({ ticketId: opened.ticketId, landed: 'known-mail' });
  });

  test('a tag that we did not sign, or of nothing, points nowhere', async () => {
    const { ana, first } = await conversation();
    const forged = createReplyAddresses('another secret').addressOf(ours, { kind: 'conversation', id: first.conversationId });
    expect(await send(desk, ana, { recipients: [forged] })).toMatchObject({ landed: 'new', followUpOf: null });
    expect(await send(desk, ana, { recipients: [signed(desk, randomUUID())] })).toMatchObject({ landed: 'new', followUpOf: null });
  });

  test('numbers of no ticket, absurd numbers and thousands of references point nowhere', async () => {
    const ana = newAddress();
    const references = Array.from({ length: 5_000 }, (_, index) => `<${index}\u0000${'ñ'.repeat(500)}@example.org>`);
    expect(await send(desk, ana, { subject: 'V-999999999 V-99999999999999999999 V-0', references })).toMatchObject({ landed: 'new' });
  });

  test('a Message-ID that somebody took for a mail of their own leads to the mail that had it first', async () => {
    const { ana, first, knownId } = await conversation();
    const thief = newAddress();
    const stolen = await send(desk, thief, { messageId: knownId, cc: [person(ana)] });
    expect(stolen.ticketId).not.toBe(first.ticketId);
    expect(await send(desk, ana, { inReplyTo: [knownId] })).toMatchObject({ ticketId: first.ticketId });
    expect(await send(desk, thief, { inReplyTo: [knownId] })).toMatchObject({ ticketId: stolen.ticketId });
  });
});

describe('who takes part', () => {
  test('everybody in To and Cc, Reply-To, and whoever they bring in later; never we ourselves', async () => {
    const [ana, boss, colleague, later, answers] = [newAddress(), newAddress(), newAddress(), newAddress(), newAddress()];
    const mail = mailFrom(desk, ana, { to: [person(boss)], cc: [person(colleague), person('AYUDA+x@desk.test')], answerTo: person(answers) });
    const first = await post(desk, mail);
    expect(await theirsIn(desk, first.conversationId)).toBe(answers);
    expect(await participantsIn(desk, first.conversationId)).toEqual({ [ana]: 'sender', [boss]: 'copied', [colleague]: 'copied' });
    const about = { inReplyTo: [mail.letter.messageId] };
    for (const one of [boss, colleague, answers]) expect((await send(desk, one, about)).ticketId).toBe(first.ticketId);
    expect(await send(desk, later, about)).toMatchObject({ landed: 'stranger' });
    await send(desk, boss, { ...about, cc: [person(later)] });
    expect((await send(desk, later, about)).ticketId).toBe(first.ticketId);
  });

  test('answers never go to ourselves, whatever Reply-To says', async () => {
    const ana = newAddress();
    const { conversationId } = await send(desk, ana, { answerTo: person('Soporte+x@desk.test') });
    expect(await theirsIn(desk, conversationId)).toBe(ana);
  });

  test('another address of the ticket\'s customer', async () => {
    const { ana, first, ways } = await conversation();
    const other = newAddress();
    await sql`insert into addresses (kind, value, customer_id, created_at)
      select 'email', ${other}, customer_id, ${desk.clock.now()} from addresses where value = ${ana}`.execute(desk.database.db);
    expect((await send(desk, other, ways['known-mail'])).ticketId).toBe(first.ticketId);
  });

  test('an active agent whom DMARC has shown to be one, who becomes no customer by it; one who has left does not', async () => {
    const { first, ways } = await conversation();
    const colleague = await emailOf(desk, agentId);
    const joined = await send(desk, colleague, ways['subject-number']);
    expect(joined).toMatchObject({ ticketId: first.ticketId, landed: 'subject-number' });
    expect((await sql`select from addresses where value = ${colleague}`.execute(desk.database.db)).rows).toEqual([]);
    expect(await send(desk, colleague, { ...ways['subject-number'], dmarc: 'none' })).toMatchObject({ landed: 'stranger' });
    const gone = await desk.addAgent({ available: false });
    await sql`update agents set active = false where id = ${gone}`.execute(desk.database.db);
    expect(await send(desk, await emailOf(desk, gone), ways['subject-number'])).toMatchObject({ landed: 'stranger' });
  });

  test('whom an agent names, once DMARC has shown that it is one', async () => {
    const { first, ways } = await conversation();
    const colleague = await emailOf(desk, agentId);
    const [unproven, proven] = [newAddress(), newAddress()];
    await send(desk, colleague, { ...ways['subject-number'], cc: [person(unproven)], dmarc: 'none' });
    await send(desk, colleague, { ...ways['subject-number'], cc: [person(proven)] });
    expect(await participantsIn(desk, first.conversationId)).toEqual({ [proven]: 'copied' });
  });

  test('nobody by standing second in From, nor by Reply-To where From is somebody else', async () => {
    const { ana, first, ways } = await conversation();
    const thief = newAddress();
    const from = [thief, ana].map((value) => ({ kind: 'email' as const, value }));
    expect(await send(desk, thief, { ...ways['signed-address'], contact: { from } })).toMatchObject({ landed: 'stranger', followUpOf: first.ticketId });
    expect(await send(desk, thief, ways['known-mail'])).toMatchObject({ landed: 'stranger' });
    expect(await send(desk, ana, { ...ways['signed-address'], domain: 'desk.test' })).toMatchObject({ landed: 'stranger' });
  });

  test('nobody whom only Sender or Reply-To names, in whatever domain', async () => {
    const { ana, ways } = await conversation();
    expect(await send(desk, ana, { ...ways['signed-address'], domain: null, dmarc: 'permerror' })).toMatchObject({ landed: 'stranger' });
    expect(await send(desk, ana, { ...ways['signed-address'], domain: 'org', dmarc: 'none' })).toMatchObject({ landed: 'stranger' });
    expect(await send(desk, ana, { ...ways['signed-address'], isSenderUnchecked: true })).toMatchObject({ landed: 'stranger' });
    const forwarded = { from: person(newAddress()), subject: null, text: 'Ayuda', comment: '' };
    expect(await send(desk, await emailOf(desk, agentId), { forwarded, isSenderUnchecked: true })).toMatchObject({ landed: 'new' });
  });

  test('nobody without an address', async () => {
    const { ways } = await conversation();
    expect(await send(desk, '', { ...ways['signed-address'], answerTo: null, contact: { from: [] } })).toMatchObject({ landed: 'stranger' });
  });

  test('at most a hundred people', async () => {
    const crowd = () => Array.from({ length: 90 }, () => person(newAddress()));
    const { ana, first, ways } = await conversation({ cc: crowd() });
    await send(desk, ana, { ...ways['known-mail'], cc: crowd() });
    expect(Object.keys(await participantsIn(desk, first.conversationId))).toHaveLength(100);
  });
});

describe('what a machine sends', () => {
  test('joins as an absence note without waking or opening a ticket again', async () => {
    const { ana, first, ways } = await conversation();
    const about: About = { ...ways['known-mail'], automatic: { kind: 'auto-reply', sign: 'x' } };
    for (const status of ['waiting', 'resolved'] as const) {
      await bring(desk, first.ticketId, status);
      desk.clock.advance(8 * day);
      expect((await send(desk, ana, about)).ticketId).toBe(first.ticketId);
      expect(await statusOf(desk, first.ticketId)).toBe(status);
    }
  });

  test.each(['auto-generated', 'list', 'bulk'] as const)('wakes a ticket as %s, for a person may stand behind it', async (kind) => {
    const { ana, first, ways } = await conversation();
    await bring(desk, first.ticketId, 'waiting');
    await send(desk, ana, { ...ways['known-mail'], automatic: { kind, sign: 'x' } });
    expect(await statusOf(desk, first.ticketId)).not.toBe('waiting');
  });

  test('joins a closed ticket only as an absence note', async () => {
    const { ana, first, ways, replyId } = await conversation();
    await bring(desk, first.ticketId, 'closed');
    const note: About = { automatic: { kind: 'auto-reply', sign: 'x' }, recipients: [desk.replyAddresses.addressOf(ours, { kind: 'reply', id: replyId })] };
    expect(await send(desk, ana, note)).toMatchObject({ ticketId: first.ticketId, landed: 'signed-address' });
    expect(await send(desk, ana, { ...ways['signed-address'], automatic: { kind: 'list', sign: 'x' } })).toMatchObject({ landed: 'ended' });
  });

  test('opens a ticket when it points to nothing, and is marked', async () => {
    const place = await send(desk, newAddress(), { automatic: { kind: 'list', sign: 'list-id' } });
    expect(place.landed).toBe('new');
    const { rows } = await sql`select automatic from mails where contact_id = ${place.contactId}`.execute(desk.database.db);
    expect(rows).toEqual([{ automatic: 'list' }]);
  });
});

describe('merge and split', () => {
  test('a mail follows its conversation into the ticket that it was merged into, by number too', async () => {
    const [one, two] = [await conversation(), await conversation()];
    await desk.joining.merge(one.first.number, { agentId }, two.first.number);
    for (const step of steps) expect((await send(desk, one.ana, one.ways[step])).ticketId, step).toBe(two.first.ticketId);
    expect((await send(desk, two.ana, two.ways['subject-number'])).conversationId).toBe(two.first.conversationId);
  });

  test('answers follow a mail that was split off, with all who took part; answers to us stay', async () => {
    const boss = newAddress();
    const { ana, first, ways } = await conversation({ cc: [person(boss)] });
    const second = mailFrom(desk, ana, ways['known-mail']);
    const { contactId } = await post(desk, second);
    const split = await desk.joining.split(first.number, { agentId }, [contactId]);
    const moved = await placeOf(desk, contactId);
    expect(moved.ticketId).toBe(split.id);
    const about = { inReplyTo: [second.letter.messageId] };
    for (const one of [ana, boss]) expect(await send(desk, one, about)).toMatchObject({ ticketId: split.id, landed: 'known-mail' });
    expect(await send(desk, ana, { ...about, subject: 'Vacaciones' })).toMatchObject({ landed: 'changed-subject', followUpOf: split.id });
    for (const step of ['signed-address', 'own-message']) expect((await send(desk, ana, ways[step])).ticketId).toBe(first.ticketId);
  });
});

describe('a mail that an agent passes on', () => {
  const forwarded = (address: string, comment = '') => ({ from: { name: 'Ana', address }, subject: 'No imprime', text: 'Ayuda', comment });

  test('is its writer\'s: their ticket, their words, answers go to them; what the agent says is a note', async () => {
    const ana = newAddress();
    const place = await send(desk, await emailOf(desk, agentId), { forwarded: forwarded(ana, 'Ojo: es urgente'), subject: 'Fwd: No imprime' });
    expect(place).toMatchObject({ landed: 'forwarded', reason: 'forwarded' });
    expect(await theirsIn(desk, place.conversationId)).toBe(ana);
    const { rows } = await sql`select c.text, c.subject, c.from_text, t.subject as title, a.value, n.text as note, n.agent_id
      from contacts c join tickets t on t.id = ${place.ticketId} join addresses a on a.customer_id = t.customer_id join notes n on n.ticket_id = t.id
      where c.id = ${place.contactId}`.execute(desk.database.db);
    expect(rows).toEqual([{
      text: 'Ayuda', subject: 'No imprime', from_text: `Ana <${ana}>`, title: 'No imprime', value: ana, note: 'Ojo: es urgente', agent_id: agentId,
    }]);
    expect((await send(desk, ana, { recipients: [signed(desk, place.conversationId)] })).ticketId).toBe(place.ticketId);
  });

  test('stays the sender\'s when they are no agent, may not be who they say, or pass on mail of our own', async () => {
    const victim = newAddress();
    const agent = await emailOf(desk, agentId);
    expect(await send(desk, newAddress(), { forwarded: forwarded(victim) })).toMatchObject({ landed: 'new' });
    expect(await send(desk, agent, { forwarded: forwarded(victim), dmarc: 'fail' })).toMatchObject({ landed: 'new' });
    expect(await send(desk, agent, { forwarded: forwarded(victim), domain: 'example.net' })).toMatchObject({ landed: 'new' });
    expect(await send(desk, agent, { forwarded: forwarded(ours) })).toMatchObject({ landed: 'new' });
  });

  test('joins a ticket that it points to', async () => {
    const { first, ways } = await conversation();
    expect(await send(desk, await emailOf(desk, agentId), { ...ways['known-mail'], forwarded: forwarded(newAddress()) }))
      .toMatchObject({ ticketId: first.ticketId, landed: 'known-mail' });
  });
});

test('the mailbox decides the team of a mail', async () => {
  const place = await send(desk, newAddress(), { contact: { chosen: { team: 'redes' } } });
  await desk.router.routeTicket(place.ticketId);
  const { rows } = await sql`select team, tier from tickets where id = ${place.ticketId}`.execute(desk.database.db);
  expect(rows).toEqual([{ team: 'redes', tier: 2 }]);
});

test('files that were not taken are named with their reason; pictures keep their place', async () => {
  const picture = { url: 'cid:1', contentType: 'image/png', name: 'a.png', refused: 'too-large', contentId: 'logo@x', inline: true };
  const { contactId } = await send(desk, newAddress(), { contact: { attachments: [picture] } });
  const { rows } = await sql`select state, reason, content_id, inline from attachments where contact_id = ${contactId}`.execute(desk.database.db);
  expect(rows).toEqual([{ state: 'refused', reason: 'too-large', content_id: 'logo@x', inline: true }]);
  expect(desk.signals.filter(({ kind }) => kind === 'fetch-file')).toEqual([]);
});

test('a blocked sender is kept away once', async () => {
  const pest = newAddress();
  await sql`insert into blocked_addresses (kind, value, reason, by, at)
    values ('email', ${pest}, 'insultos', ${agentId}, ${desk.clock.now()})`.execute(desk.database.db);
  const mail = mailFrom(desk, pest);
  expect(await take(desk, mail)).toMatchObject({ kind: 'noted' });
  expect(await take(desk, mail)).toEqual({ kind: 'duplicate' });
});
