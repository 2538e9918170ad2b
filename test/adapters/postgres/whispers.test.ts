import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, type Database } from '../../../adapters/postgres/database.ts';
import { createWhispers, type WhisperLine } from '../../../adapters/postgres/whispers.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let home: TestDatabase;
let database: Database;
let line: WhisperLine;
beforeAll(async () => {
  home = await createTestDatabase();
  database = connectDatabase({ url: home.url, max: 2 });
  line = await createWhispers({ db: database.db, url: home.url });
});
afterAll(async () => {
  await line.close();
  await database.close();
  await home.drop();
});

test('what is no whisper of ours is passed over, and the line goes on', async () => {
  const heard: unknown[] = [];
  const whisper = new Promise<void>((resolve) => {
    line.hear('topic', (words) => {
      heard.push(words);
      resolve();
    });
  });
  for (const junk of ['{', '[]', 'null', '{"topic":7}', 'x'.repeat(5_000)]) await sql`select pg_notify('ventanilla_whispers', ${junk})`.execute(database.db);
  line.tell('topic', { said: true });
  await whisper;
  expect(heard).toEqual([{ said: true }]);
});
