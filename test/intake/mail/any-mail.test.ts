import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestDesk } from '../../support/desk.ts';
import { answer, bring, emailOf, mailFrom, newAddress, ours, person, placeOf, signed, startMailDesk, take, type Mail } from './mail-stage.ts';
import { createModel, type ModelConversation, type ModelMail, type ModelTicket } from './plain-model.ts';

let desk: TestDesk;
let agentId: string;
let agent: string;
beforeAll(async () => {
  desk = await startMailDesk({ acknowledge: false });
  agentId = await desk.addAgent({ available: false });
  agent = await emailOf(desk, agentId);
});
afterAll(() => desk.close());

const slot = fc.nat(30);
/** The last one is the agent. */
const who = fc.nat(4);
const often = <T>(usual: T, ...rare: T[]) => fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, ...rare.map((one) => ({ weight: 1, arbitrary: fc.constant(one) })));
const mailStep = fc.record({
  kind: fc.constant('mail' as const), who, copied: fc.array(who, { maxLength: 2 }),
  answerTo: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: who }),
  subject: fc.constantFrom('Impresora', 'Impresora', 'Vacaciones', 'Impresora sin papel', ''),
  /** Takes the Message-ID of another. */
  steals: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: slot }),
  words: fc.nat(2), date: fc.nat(2),
  points: fc.array(fc.record({ way: fc.constantFrom('tag', 'own', 'known', 'number'), slot }), { maxLength: 2 }),
  dmarcFails: often(false, true), automatic: often<'auto-reply' | 'list' | null>(null, 'auto-reply', 'list'),
  forwards: fc.option(who),
});
const step = fc.oneof(
  { weight: 12, arbitrary: mailStep },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('again' as const), slot }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bring' as const), slot, status: fc.constantFrom('resolved' as const, 'closed' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), days: fc.constantFrom(3, 8) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), slot, into: slot }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('split' as const), slot }) },
);
type MailStep = typeof mailStep extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One script played on the desk and on the model side by side. */
function createPlay() {
  const model = createModel(agent);
  const people = [...Array.from({ length: 4 }, newAddress), agent];
  const run = randomUUID();
  const sent: { mail: Mail; plain: ModelMail; contactId: string; at: number }[] = [];
  const tickets = new Map<ModelTicket, { id: string; number: number }>();
  const conversations = new Map<ModelConversation, string>();
  const personAt = (index: number) => people[index] ?? agent;
  const at = (index: number) => (sent.length === 0 ? undefined : sent[index % sent.length]);
  const takenAt = (index: number) => {
    const one = at(index);
    return one && model.taken.find(({ mail }) => mail === one.plain);
  };
  const numberOf = (ticket: ModelTicket) => tickets.get(ticket)?.number ?? 0;
  const tick = (seconds: number) => {
    desk.clock.advance(seconds);
    model.pass(seconds);
  };

  async function pointers(points: MailStep['points']) {
    const found = { tags: [] as ModelConversation[], ids: [] as string[], numbers: [] as ModelTicket[] };
    for (const { way, slot: index } of points) {
      // Also of mail that comes later.
      if (way === 'known') found.ids.push(`<${index}.${run}@example.org>`);
      const conversation = takenAt(index)?.conversation;
      if (!conversation) continue;
      const place = { conversationId: conversations.get(conversation) ?? '', ticketId: tickets.get(conversation.ticket)?.id ?? '' };
      if (way === 'tag') found.tags.push(conversation);
      if (way === 'number' && !model.isTied(conversation.ticket)) found.numbers.push(conversation.ticket);
      if (way === 'own') {
        const { messageId } = await answer(desk, place);
        model.answered(messageId, conversation);
        found.ids.push(messageId);
      }
    }
    return found;
  }

  async function write(about: MailStep): Promise<{ mail: Mail; plain: ModelMail }> {
    const { tags, ids, numbers } = await pointers(about.points);
    const sender = personAt(about.who);
    const answerTo = personAt(about.answerTo ?? about.who);
    const copied = [...new Set(about.copied.map(personAt))];
    const messageId = `<${about.steals ?? sent.length}.${run}@example.org>`;
    const [words, date] = [`words ${about.words}`, `date ${about.date}`];
    const mail = mailFrom(desk, sender, {
      messageId, inReplyTo: ids, cc: copied.map(person), answerTo: person(answerTo), dmarc: about.dmarcFails ? 'fail' : 'pass',
      subject: [about.subject, ...numbers.map((ticket) => `V-${numberOf(ticket)}`)].join(' ').trim(),
      fingerprints: { words, date }, recipients: [ours, ...tags.map((tag) => signed(desk, conversations.get(tag) ?? ''))],
      automatic: about.automatic && { kind: about.automatic, sign: 'x' },
      forwarded: about.forwards === null ? null : { from: person(personAt(about.forwards)), subject: null, text: 'Ayuda', comment: '' },
    });
    const forwards = about.forwards === null || personAt(about.forwards) === sender ? null : personAt(about.forwards);
    const { dmarcFails, automatic } = about;
    return { mail, plain: { messageId, sender, answerTo, copied, topic: mail.letter.topic, words, date, dmarcFails, automatic, forwards, tags, ids, numbers } };
  }

  async function comes(mail: Mail, plain: ModelMail): Promise<void> {
    const accepted = await take(desk, mail);
    const partook = new Set(model.conversations.filter((one) => model.takesPart(plain.sender, one)));
    const expected = model.take(plain);
    if (expected === 'duplicate' || accepted.kind === 'duplicate') {
      expect(accepted.kind).toBe(expected);
      return;
    }
    if (accepted.kind !== 'opened' && accepted.kind !== 'appended') throw new Error(`It was ${accepted.kind}.`);
    const place = await placeOf(desk, accepted.contactId);
    sent.push({ mail, plain, contactId: accepted.contactId, at: model.now() });
    expect({ kind: accepted.kind, landed: place.landed, reason: place.reason }).toEqual({
      kind: expected.opened ? 'opened' : 'appended', landed: expected.landed, reason: expected.landed,
    });
    if (expected.opened) {
      expect([...conversations.values()]).not.toContain(place.conversationId);
      expect(place.followUpOf).toBe(expected.followUpOf ? tickets.get(expected.followUpOf)?.id : null);
      tickets.set(expected.opened, { id: place.ticketId, number: place.number });
      conversations.set(expected.conversation, place.conversationId);
    } else {
      expect(place.conversationId).toBe(conversations.get(expected.conversation));
      expect(partook.has(expected.conversation)).toBe(true);
    }
    expect(place.ticketId).toBe(tickets.get(expected.conversation.ticket)?.id);
  }

  async function merge(one: ModelTicket | undefined, other: ModelTicket | undefined): Promise<void> {
    if (!one || !other || one === other || one.status === 'closed' || other.status !== 'open') return;
    await desk.joining.merge(numberOf(one), { agentId }, numberOf(other));
    model.merge(one, other);
  }

  async function split(index: number): Promise<void> {
    const [one, taken] = [at(index), takenAt(index)];
    if (!one || !taken || taken.conversation.ticket.status === 'closed') return;
    if (model.taken.filter(({ conversation }) => conversation.ticket === taken.conversation.ticket).length < 2) return;
    const created = await desk.joining.split(numberOf(taken.conversation.ticket), { agentId }, [one.contactId]);
    const conversation = model.split(taken, one.at);
    const { conversationId } = await placeOf(desk, one.contactId);
    conversations.set(conversation, conversationId);
    tickets.set(conversation.ticket, { id: created.id, number: created.number });
  }

  return {
    model, sent,
    async follow(one: Step): Promise<void> {
      tick(1);
      if (one.kind === 'pass') tick(one.days * 24 * 3600);
      if (one.kind === 'merge') await merge(takenAt(one.slot)?.conversation.ticket, takenAt(one.into)?.conversation.ticket);
      if (one.kind === 'split') await split(one.slot);
      if (one.kind === 'bring') {
        const ticket = takenAt(one.slot)?.conversation.ticket;
        if (!ticket || ticket.status === 'closed') return;
        await bring(desk, tickets.get(ticket)?.id ?? '', one.status);
        Object.assign(ticket, { status: one.status, resolvedAt: model.now() });
      }
      if (one.kind === 'again') {
        const before = at(one.slot);
        if (before) await comes(before.mail, before.plain);
      }
      if (one.kind === 'mail') {
        const { mail, plain } = await write(one);
        await comes(mail, plain);
      }
    },
    run,
  };
}

test('whatever families of mail come in whatever order, each is one contact, where its sender takes part, and says why', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (script) => {
      const play = createPlay();
      for (const one of script) await play.follow(one);
      const { rows } = await sql<{ mails: number; contacts: number; tickets: number }>`
        select count(*)::int as mails, count(distinct c.id)::int as contacts, count(t.id)::int as tickets
        from mails m join contacts c on c.id = m.contact_id left join conversations v on v.id = c.conversation_id left join tickets t on t.id = v.ticket_id
        where m.message_id like ${`%.${play.run}@example.org>`}`.execute(desk.database.db);
      const count = play.model.taken.length;
      expect(rows).toEqual([{ mails: count, contacts: count, tickets: count }]);
      expect(play.sent).toHaveLength(count);
    }),
    { seed: 20_260_302, numRuns: 40, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
}, 120_000);
