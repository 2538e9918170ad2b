import { Migrator, sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, type Database } from '../../../adapters/postgres/database.ts';
import { migrations } from '../../../adapters/postgres/migrations/index.ts';
import { newId } from '../../../src/core/index.ts';
import { createTestDatabase } from '../../support/postgres.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const made = await createTestDatabase();
  drop = made.drop;
  database = connectDatabase({ url: made.url, max: 2 });
});
afterAll(async () => {
  await database.close();
  await drop();
});

test('a desk of the first version goes on with its tickets, contacts and deliveries', async () => {
  const { db } = database;
  const [first] = Object.keys(migrations).sort();
  const { error } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateTo(first ?? '');
  expect(error).toBeUndefined();
  const [ticket, conversation, contact, reply, sent, failed] = Array.from({ length: 6 }, newId);
  await sql`insert into tickets (id, kind, status, subject, channel, locale, cost, opened_at)
    values (${ticket}, 'question', 'new', 'Sin red', 'sms', 'es', 15, now())`.execute(db);
  await sql`insert into conversations (id, ticket_id, channel, ours, theirs_kind, theirs, last_contact_at)
    values (${conversation}, ${ticket}, 'sms', '+576015550100', 'phone', '+573001234567', now())`.execute(db);
  await sql`insert into contacts (id, channel, provider_id, conversation_id, from_text, to_text, text, attachments, received_at)
    values (${contact}, 'sms', 'SM1', ${conversation}, '+573001234567', '+576015550100', 'Sin red',
      '[{"url": "https://api.example.org/a.jpg", "contentType": "image/jpeg"}]', now())`.execute(db);
  for (const [id, delivery, kind, status] of [[reply, sent, 'acknowledgement', 'sent'], [newId(), failed, 'agent', 'failed']] as const) {
    await sql`insert into replies (id, ticket_id, conversation_id, kind, text, locale, created_at)
      values (${id}, ${ticket}, ${conversation}, ${kind}, 'Hola', 'es', now())`.execute(db);
    await sql`insert into deliveries (id, reply_id, status, provider_id, next_try_at, created_at, updated_at)
      values (${delivery}, ${id}, ${status}, ${`SM${delivery}`}, now(), now(), now())`.execute(db);
  }
  await database.migrate();
  const { rows } = await sql`select status, part, parts, attempt, encoding from deliveries order by status`.execute(db);
  expect(rows).toEqual([
    { status: 'failed', part: 1, parts: 1, attempt: 1, encoding: null }, { status: 'sent', part: 1, parts: 1, attempt: 1, encoding: null },
  ]);
  await database.migrate();
});
