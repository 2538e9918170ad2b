import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLessonReader } from '../../../adapters/postgres/lesson-store.ts';
import { newId, type Contact } from '../../../src/core/index.ts';
import { landed, newNumber, takeIn, textFrom, ticketOf } from '../../intake/probes.ts';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await sql`delete from lessons`.execute(desk.database.db);
});

interface LessonRow { ticket_id: string; entry: string; impact: string; urgency: string; levels_changed: boolean; agent_id: string; kind: string }
const lessons = async () => (await sql<LessonRow>`select ticket_id, entry, impact, urgency, levels_changed, agent_id, kind from lessons order by at, seq`.execute(desk.database.db)).rows;

/** A ticket in the hands of an agent, from a text with these words. */
async function assigned(body: string, changes: Partial<Contact> = {}): Promise<{ number: number; ticketId: string; by: { agentId: string } }> {
  return assignedBy({ ...textFrom(desk, newNumber(), { body }), ...changes });
}

async function assignedBy(contact: Contact): ReturnType<typeof assigned> {
  const { ticketId, number } = landed(await takeIn(desk, contact));
  const agentId = await desk.addAgent({ available: false });
  await desk.settle();
  await desk.placing.assign(number, { agentId }, agentId);
  return { number, ticketId, by: { agentId } };
}

describe('what an agent teaches', () => {
  it('is what they correct, and what they solve as what it was taken for; the latest alone', async () => {
    const { number, ticketId, by } = await assigned('no puedo navegar en internet');
    await desk.placing.classify(number, by, { entry: 'constancia', urgency: 'high' });
    const corrected = { ticket_id: ticketId, entry: 'constancia', impact: 'low', urgency: 'high', agent_id: by.agentId, kind: 'corrected', levels_changed: true };
    expect(await lessons()).toEqual([corrected]);
    await desk.placing.assign(number, by, by.agentId);
    await desk.progress.resolve(number, by, 'Hecho');
    expect(await lessons()).toEqual([corrected]);

    const other = await assigned('no hay conexión a internet');
    await desk.progress.resolve(other.number, other.by, 'Hecho');
    expect((await lessons())[1]).toMatchObject({ ticket_id: other.ticketId, entry: 'internet', agent_id: other.by.agentId, kind: 'confirmed', levels_changed: false });
  });

  it('is stored with the change that teaches it, or neither is', async () => {
    const { number, ticketId, by } = await assigned('no puedo navegar en internet');
    await sql`alter table lessons add constraint unteachable check (entry <> 'constancia')`.execute(desk.database.db);
    await expect(desk.placing.classify(number, by, { entry: 'constancia' })).rejects.toThrow();
    await sql`alter table lessons drop constraint unteachable`.execute(desk.database.db);
    expect(await ticketOf(desk, ticketId)).toMatchObject({ entry: 'internet' });
    expect(await lessons()).toEqual([]);
  });

  it.each<[string, string, Contact['chosen']]>([
    ['what nobody said anything about', '', { entry: 'internet' }],
    ['what only shows signs', ' \n…!', { entry: 'internet' }],
    ['what a machine reports', 'no hay conexión a internet', { kind: 'alarm', entry: 'internet' }],
    ['what is not in words, as a fax', 'fax de internet', { wordless: true, entry: 'internet' }],
  ])('is nothing of %s', async (_what, body, chosen) => {
    const { number, by } = await assigned('x', { text: body, chosen });
    await desk.placing.classify(number, by, { entry: 'constancia' });
    await desk.placing.assign(number, by, by.agentId);
    await desk.progress.resolve(number, by, 'Hecho');
    expect(await lessons()).toEqual([]);
  });

  it('is taught by what the customer said at first, not by what came much later', async () => {
    const first = textFrom(desk, newNumber(), { body: 'no hay internet' });
    const { ticketId, number, by } = await assignedBy(first);
    for (const [body, minutes] of [['en la sala dos', 9], ['gracias', 2]] as const) {
      desk.clock.advance(minutes * 60);
      await takeIn(desk, { ...first, providerId: newId(), text: body, receivedAt: desk.clock.now() });
    }
    await desk.placing.classify(number, by, { entry: 'constancia' });
    const reader = createLessonReader(desk.database.db);
    await reader.number();
    expect((await reader.after(0, 10)).map((lesson) => [lesson.ticketId, lesson.said.body])).toEqual([[ticketId, 'no hay internet\nen la sala dos']]);
  });
});
