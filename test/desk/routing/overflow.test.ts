import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { smallDeskFile, startTestDesk, type TestDesk } from '../../support/desk.ts';
import { acceptOffer, offeredTo, openWork, passTime, placeWork, ticketRow } from './work.ts';

/** The small desk where nobody waits for ever: the letter goes up after a minute, then to the vendor; the printer asks for its skill for a minute. */
const deskFile = smallDeskFile
  .replace('        tier: 1\n        examples:\n          es: [Quiero una constancia', '        tier: 1\n        overflow: [{ after: 60, tier: next }, { after: 180, team: proveedor }]\n        examples:\n          es: [Quiero una constancia')
  + `      - { key: impresora, digit: "3", name: { es: Impresora, en: Printer }, kind: incident, skills: [impresoras], relaxSkillsAfter: 60 }\n`;

let desk: TestDesk;
beforeEach(async () => {
  desk = await startTestDesk({ deskFile });
});
afterEach(() => desk.close());

async function told(name: string): Promise<{ reason: string | null; before: unknown; after: unknown; actor_kind: string }[]> {
  const { rows } = await sql<{ reason: string | null; before: unknown; after: unknown; actor_kind: string }>`
    select reason, before, after, actor_kind from events where name = ${name} order by id`.execute(desk.database.db);
  return rows;
}

describe('the overflow of an entry', () => {
  test('takes a waiting ticket to the next tier, then to the named team, at its place in the queue', async () => {
    const ticketId = await openWork(desk);
    const was = await ticketRow(desk, ticketId);
    const [second, third] = [await desk.addAgent({ teams: ['redes'] }), await desk.addAgent({ teams: ['proveedor'] })];
    await passTime(desk, 59);
    expect(await ticketRow(desk, ticketId)).toMatchObject({ team: 'mesa', tier: 1 });
    await passTime(desk, 1);
    expect(await ticketRow(desk, ticketId)).toMatchObject({ team: 'redes', tier: 2, queue_key: was.queue_key, queued_at: was.queued_at });
    expect(await offeredTo(desk, ticketId)).toBe(second);
    expect(await told('ticket.overflowed')).toEqual([
      { actor_kind: 'desk', reason: 'waited', before: { team: 'mesa', tier: 1 }, after: { team: 'redes', tier: 2 } },
    ]);
    await desk.presence.setAvailability(second, 'away');
    await desk.settle();
    await passTime(desk, 120);
    expect(await offeredTo(desk, ticketId)).toBe(third);
    expect(await told('ticket.overflowed')).toHaveLength(2);
  });

  test('leaves an offered ticket alone, and looks again when it returns', async () => {
    const first = await desk.addAgent();
    const ticketId = await openWork(desk);
    desk.clock.advance(59);
    const at = desk.clock.now();
    await sql`update offers set expires_at = ${new Date(at.getTime() + 60_000)} where ended_at is null`.execute(desk.database.db);
    await passTime(desk, 30);
    expect(await offeredTo(desk, ticketId)).toBe(first);
    expect(await desk.waitSteps.take(ticketId)).toBe(false);
    await desk.presence.setAvailability(first, 'away');
    await desk.settle();
    await passTime(desk, 0);
    expect(await ticketRow(desk, ticketId)).toMatchObject({ status: 'queued', team: 'redes' });
  });

  test('happens once, however many relays see it', async () => {
    const ticketId = await openWork(desk);
    desk.clock.advance(61);
    const taken = await Promise.all(Array.from({ length: 6 }, () => desk.waitSteps.take(ticketId)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await told('ticket.overflowed')).toHaveLength(1);
  });

  test('counts from the start of waiting through offers that were not taken, and anew after a transfer', async () => {
    const ticketId = await openWork(desk);
    const { number } = await ticketRow(desk, ticketId);
    const lead = await desk.addAgent({ role: 'lead', available: false });
    desk.clock.advance(50);
    await desk.placing.transfer(number, { agentId: lead }, { team: 'mesa' }, null);
    await desk.settle();
    await passTime(desk, 59);
    expect((await ticketRow(desk, ticketId)).team).toBe('mesa');
    await passTime(desk, 1);
    expect((await ticketRow(desk, ticketId)).team).toBe('redes');
  });

  test('counts anew when a ticket is opened again days later', async () => {
    const agentId = await desk.addAgent();
    const ticketId = await openWork(desk);
    await acceptOffer(desk, ticketId);
    const { number } = await ticketRow(desk, ticketId);
    await desk.progress.resolve(number, { agentId }, 'listo');
    await desk.presence.setAvailability(agentId, 'away');
    desk.clock.advance(2 * 86_400);
    await desk.progress.reopen(number, { agentId }, null);
    await desk.settle();
    await passTime(desk, 59);
    expect((await ticketRow(desk, ticketId)).team).toBe('mesa');
    await passTime(desk, 1);
    expect((await ticketRow(desk, ticketId)).team).toBe('redes');
  });

  test('keeps a caller in line for the new team, by their own place', async () => {
    await desk.addAgent({ teams: ['redes'], capacity: 50 });
    const caller = await openWork(desk, { channel: 'voice' });
    await passTime(desk, 61);
    expect(await ticketRow(desk, caller)).toMatchObject({ team: 'redes', live: true, status: 'queued' });
    const place = await desk.transact((stores) => stores.calls.placeInLine(caller, desk.clock.now()));
    expect(place).toMatchObject({ position: 1 });
  });

  test('sends a caller nowhere where nobody is signed in, until somebody is', async () => {
    const caller = await openWork(desk, { channel: 'voice' });
    await passTime(desk, 61);
    expect((await ticketRow(desk, caller)).team).toBe('mesa');
    const late = await desk.addAgent({ teams: ['redes'] });
    await passTime(desk, 15);
    expect(await offeredTo(desk, caller)).toBe(late);
  });

  test('is found again when the signal that follows was lost', async () => {
    const ticketId = await openWork(desk);
    const second = await desk.addAgent({ teams: ['redes'] });
    desk.clock.advance(61);
    await desk.waitSteps.take(ticketId);
    desk.signals.length = 0;
    await passTime(desk, 3);
    expect(await offeredTo(desk, ticketId)).toBe(second);
  });
});

describe('skills that nobody here has', () => {
  test('are asked for no more after their time, and the change is told', async () => {
    const agentId = await desk.addAgent();
    const ticketId = await openWork(desk, { entry: 'impresora' });
    await passTime(desk, 59);
    expect(await offeredTo(desk, ticketId)).toBeNull();
    await passTime(desk, 1);
    expect(await offeredTo(desk, ticketId)).toBe(agentId);
    expect(await told('ticket.relaxed')).toEqual([
      { actor_kind: 'desk', reason: 'waited', before: { skills: ['impresoras'] }, after: { skills: [] } },
    ]);
  });
});

test('tickets that waited before steps were kept are looked at once and then at their time', async () => {
  const ticketId = await placeWork(desk);
  await sql`update tickets set waits_since = null, next_step_at = ${desk.clock.now()} where id = ${ticketId}`.execute(desk.database.db);
  expect(await desk.backlog.dueToStep(desk.clock.now(), 10)).toEqual([ticketId]);
  await passTime(desk, 1);
  expect(await desk.backlog.dueToStep(desk.clock.now(), 10)).toEqual([]);
  await passTime(desk, 60);
  expect((await ticketRow(desk, ticketId)).team).toBe('redes');
});
