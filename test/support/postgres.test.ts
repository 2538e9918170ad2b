import { Redis } from 'ioredis';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { createTestDatabase } from './postgres.ts';
import { startRedis } from './redis.ts';

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('a test database is empty, or a copy of its template', async () => {
  const first = await createTestDatabase();
  await ask(first.url, 'CREATE TABLE words AS SELECT 1 AS n');
  const copy = await createTestDatabase({ template: new URL(first.url).pathname.slice(1) });
  expect(await ask(copy.url, 'SELECT n FROM words')).toEqual([{ n: 1 }]);
  const other = await createTestDatabase();
  await expect(ask(other.url, 'SELECT n FROM words')).rejects.toThrow(/does not exist/);
  await Promise.all([first, copy, other].map((database) => database.drop()));
  await expect(ask(first.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
});

test('the run has a Redis, and a file that flushes starts its own', async () => {
  const shared = new Redis(inject('redisUrl'));
  await shared.set('support:word', 'hola');
  const own = await startRedis();
  const client = new Redis(own.url);
  await client.set('support:word', 'adiós');
  await own.flushAll();
  expect(await client.get('support:word')).toBeNull();
  expect(await shared.get('support:word')).toBe('hola');
  client.disconnect();
  shared.disconnect();
  await own.stop();
});
