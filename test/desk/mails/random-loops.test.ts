import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboundMail } from '../../../src/core/index.ts';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { mailOf, openPostOffice, takeMail } from './post-office.ts';

const perDay = 3;
const ours = 'soporte@here.test';
const office = openPostOffice();
let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk({
    deskFile: `${smallDeskFile}\nmailboxes: [{ key: soporte, address: ${ours} }]\nemail: { automatic: { perAddressPerDay: ${perDay}, perTicketPerHour: 1 } }\n`,
    mailSender: office.sender,
  });
});
afterAll(() => desk.close());

type Step =
  | { kind: 'person' | 'machine' | 'answer' | 'twice'; who: number }
  | { kind: 'burst'; who: number; count: number }
  | { kind: 'wait'; minutes: number };

const who = fc.nat(2);
const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('person' as const, 'machine' as const, 'answer' as const, 'twice' as const), who }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('burst' as const), who, count: fc.integer({ min: 2, max: 6 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 900 }) }) },
  ),
  { minLength: 5, maxLength: 20 },
);
const machines: Partial<InboundMail>[] = [
  { headers: { 'auto-submitted': 'auto-generated' } }, { headers: { 'list-id': '<l.example>' } }, { returnPath: '' }, { headers: { precedence: 'bulk' } },
];
let runs = 0;

/** Plays one step among these addresses; `got` has the last mail that each got from us. */
async function play(step: Step, addresses: string[], got: Map<string, string>): Promise<void> {
  if (step.kind === 'wait') return desk.clock.advance(step.minutes * 60);
  const from = addresses[step.who] ?? '';
  const count = step.kind === 'burst' ? step.count : 1;
  const answered = step.kind === 'answer' ? got.get(from) : undefined;
  const about = step.kind === 'machine' ? machines[runs % machines.length] : answered === undefined ? {} : { inReplyTo: [answered] };
  const mails = Array.from({ length: count }, () => mailOf(desk, from, ours, about));
  await Promise.all([...mails, ...(step.kind === 'twice' ? mails : [])].map((mail) => takeMail(desk, mail)));
  // Every router at once, as several processes would.
  await Promise.all(desk.signals.flatMap((signal) => (signal.kind === 'route-ticket' ? [desk.router.routeTicket(signal.ticketId)] : [])));
  await desk.settle();
  for (const mail of office.fetch()) {
    const to = mail.to[0]?.address ?? '';
    sent.push({ to, at: desk.clock.now().getTime() });
    got.set(to, mail.messageId);
  }
}

const sent: { to: string; at: number }[] = [];

interface Ticket { id: string; automatic: string | null; answer: string | null; delivery: string | null }

test('whatever people and machines write, automatic answers keep to their numbers and every parked one is seen', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (played) => {
      runs += 1;
      const addresses = [0, 1, 2].map((n) => `quien${n}.${runs}@elsewhere.example`);
      const got = new Map<string, string>();
      for (const step of played) await play(step, addresses, got);
      const { deliveries } = await desk.deliveryReader.list({ status: 'parked', limit: 1000 });
      for (const address of addresses) {
        const times = sent.filter((one) => one.to === address).map((one) => one.at);
        for (const [index, at] of times.entries()) {
          const next = times[index + perDay];
          if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(24 * 3_600_000);
        }
        const { rows } = await sql<Ticket>`
          select v.ticket_id as id, m.automatic, r.id as answer, d.status as delivery from conversations v
          join contacts c on c.id = (select id from contacts where conversation_id = v.id order by received_at, id limit 1)
          join mails m on m.contact_id = c.id
          left join replies r on r.ticket_id = v.ticket_id left join deliveries d on d.reply_id = r.id
          where v.theirs = ${address}`.execute(desk.database.db);
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
        expect(rows.filter((row) => row.automatic !== null && row.answer !== null)).toEqual([]);
        expect(rows.filter((row) => row.automatic === null && row.answer === null)).toEqual([]);
        expect(rows.filter((row) => row.delivery === 'sent')).toHaveLength(times.length);
        const parked = rows.filter((row) => row.delivery === 'parked').map((row) => row.answer).sort();
        expect(deliveries.filter((one) => one.to === address).map((one) => one.replyId).sort()).toEqual(parked);
        expect(rows.every((row) => row.delivery === null || row.delivery === 'sent' || row.delivery === 'parked')).toBe(true);
      }
    }),
    { numRuns: 8 },
  );
});
