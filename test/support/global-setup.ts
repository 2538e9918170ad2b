import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { connectDatabase } from '../../adapters/postgres/database.ts';
import { startEmbeddedPostgres } from '../../adapters/postgres/embedded.ts';
import { prepareJobBackend } from '../../src/jobs/index.ts';
import { createDatabase } from './create-database.ts';
import { useQuickFolder } from './quick-folder.ts';
import { startRedis } from './redis.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server on which test databases can be made. */
    postgresUrl: string;
    /** The name of a database with the whole schema and nothing in it, to be copied: much faster than to make it anew. */
    deskTemplate: string;
    /** One Redis for the whole run; two test files run at a time, so keys need a prefix of their own, and who flushes starts a Redis of their own. */
    redisUrl: string;
  }
}

/** One PostgreSQL and one Redis for the whole run; `TEST_DATABASE_URL` names a PostgreSQL to use instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeFolder = await useQuickFolder();
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const template = await makeTemplate(postgres.url);
  project.provide('postgresUrl', postgres.url);
  project.provide('deskTemplate', template.name);
  project.provide('redisUrl', redis.url);
  return async () => {
    await template.drop();
    await Promise.all([postgres.stop(), redis.stop()]);
    await removeFolder();
  };
}

async function makeTemplate(server: string): Promise<{ name: string; drop(): Promise<void> }> {
  const { url, drop } = await createDatabase(server);
  const database = connectDatabase({ url, max: 1 });
  await database.migrate();
  await database.close();
  await prepareJobBackend({ kind: 'postgres', url });
  return { name: new URL(url).pathname.slice(1), drop };
}

async function startPostgres(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  const dataDir = await mkdtemp(path.join(tmpdir(), 'ventanilla-test-'));
  // Test data need not survive a power cut. Two files run at a time, each may use a whole desk's connections.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '256MB' };
  const postgres = await startEmbeddedPostgres({ dataDir, settings });
  await shortenSignIn(postgres.url);
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Thousands of connections are made in a run: the password is hashed once for each, at both ends, instead of 4096 times. */
async function shortenSignIn(url: string): Promise<void> {
  const { username, password } = new URL(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SET scram_iterations = 1');
  await client.query(`ALTER ROLE ${pg.escapeIdentifier(username)} PASSWORD ${pg.escapeLiteral(decodeURIComponent(password))}`);
  await client.end();
}
