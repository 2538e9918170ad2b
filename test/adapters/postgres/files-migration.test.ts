import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase, type Database } from '../../../adapters/postgres/database.ts';
import { migrations } from '../../../adapters/postgres/migrations/index.ts';
import { newId } from '../../../src/core/index.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = connectDatabase({ url: test.url, max: 2 });
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

it('what contacts and calls of a running desk had is asked for once more', async () => {
  const { db } = database;
  await migrations['0001-desk']?.up(db);
  const contact = async (attachments: unknown) => {
    const id = newId();
    await sql`insert into contacts (id, channel, provider_id, from_text, to_text, text, attachments, received_at)
      values (${id}, 'sms', ${id}, 'x', 'y', 'z', ${JSON.stringify(attachments)}::jsonb, now())`.execute(db);
    return id;
  };
  const two = await contact([{ url: 'https://a/1', contentType: 'image/png' }, { url: 'https://a/2', contentType: 'image/gif', name: 'x.gif' }]);
  await contact([]);
  await contact({});
  await contact(['odd', { contentType: 'none' }]);
  const called = await contact([]);
  await sql`insert into calls (id, contact_id, from_text, to_text, session, started_at) values ('CA1', ${called}, 'x', 'y', '{}', now())`.execute(db);
  await sql`insert into recordings (id, call_id, url, seconds) values ('RE1', 'CA1', 'https://a/RE1', 9)`.execute(db);

  await migrations['0003-files']?.up(db);
  const { rows } = await sql`select contact_id, recording_id, place, name, claimed_type, source_url, state from attachments order by recording_id nulls first, place`.execute(db);
  expect(rows).toEqual([
    { contact_id: two, recording_id: null, place: 0, name: null, claimed_type: 'image/png', source_url: 'https://a/1', state: 'to-fetch' },
    { contact_id: two, recording_id: null, place: 1, name: 'x.gif', claimed_type: 'image/gif', source_url: 'https://a/2', state: 'to-fetch' },
    { contact_id: null, recording_id: 'RE1', place: 0, name: null, claimed_type: 'audio/mpeg', source_url: 'https://a/RE1', state: 'to-fetch' },
  ]);
  expect((await sql`select kind from recordings`.execute(db)).rows).toEqual([{ kind: 'voicemail' }]);
});
