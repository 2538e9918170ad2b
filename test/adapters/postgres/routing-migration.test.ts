import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createBacklog } from '../../../adapters/postgres/backlog.ts';
import { connectDatabase } from '../../../adapters/postgres/database.ts';
import { up as firstShape } from '../../../adapters/postgres/migrations/0001-desk.ts';
import { up as routing } from '../../../adapters/postgres/migrations/0004-routing.ts';
import { createTestDatabase } from '../../support/postgres.ts';

test('a desk at work is brought up to date: what waits already is looked at once, what does not is left alone', async () => {
  const file = await createTestDatabase();
  const database = connectDatabase({ url: file.url, max: 2 });
  await firstShape(database.db);
  await sql`insert into tickets (id, kind, status, subject, tier, team, channel, locale, cost, queued_at, queue_key, opened_at)
    select gen_random_uuid(), 'incident', status, 'x', 1, 'mesa', 'web', 'es', 15, now(), now(), now()
    from unnest(array['queued', 'queued', 'resolved']) status`.execute(database.db);
  await routing(database.db);
  const backlog = createBacklog(database.db, { declined: 60, expired: 5 });
  const due = await backlog.dueToStep(new Date(Date.now() + 1_000), 10);
  const { rows } = await sql<{ id: string }>`select id from tickets where status = 'queued'`.execute(database.db);
  expect(due.toSorted()).toEqual(rows.map((row) => row.id).toSorted());
  await database.close();
  await file.drop();
});
