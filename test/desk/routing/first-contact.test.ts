import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startTestDesk();
});
afterAll(() => desk.close());

function text(providerId: string, body: string, from = '+573001112233') {
  return desk.channels.sms.toContact({
    providerId, from, to: '+576015550100', text: body, media: [], receivedAt: desk.clock.now(),
  });
}

test('a text becomes a routed ticket, is offered, accepted and acknowledged once', async () => {
  const agentId = await desk.addAgent();
  const accepted = await desk.accept(text('SM1', 'no puedo navegar en internet'), desk.channels.sms.capabilities);
  expect(accepted.kind).toBe('opened');
  const again = await desk.accept(text('SM1', 'no puedo navegar en internet'), desk.channels.sms.capabilities);
  expect(again.kind).toBe('duplicate');
  await desk.settle();

  const offers = await sql<{ id: string; agent_id: string }>`select * from offers where ended_at is null`.execute(desk.database.db);
  expect(offers.rows).toHaveLength(1);
  expect(offers.rows[0]?.agent_id).toBe(agentId);
  const ticket = await desk.offers.accept(offers.rows[0]?.id ?? '', agentId);
  expect(ticket).toMatchObject({ status: 'assigned', agentId, entry: 'internet', priority: 'P3', tier: 1, team: 'mesa', locale: 'es' });
  await expect(desk.offers.accept(offers.rows[0]?.id ?? '', agentId)).rejects.toMatchObject({ code: 'offer_ended' });

  const joined = await desk.accept(text('SM2', 'sigue sin funcionar'), desk.channels.sms.capabilities);
  expect(joined.kind).toBe('appended');
  const replies = await sql<{ kind: string; text: string; status: string }>`
    select r.kind, r.text, d.status from replies r join deliveries d on d.reply_id = r.id`.execute(desk.database.db);
  expect(replies.rows).toHaveLength(1);
  expect(replies.rows[0]).toMatchObject({ kind: 'acknowledgement', status: 'failed' });
  expect(replies.rows[0]?.text).toContain('V-1001');
});
