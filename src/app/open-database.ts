import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../adapters/postgres/embedded.ts';
import type { Logger } from '../telemetry/index.ts';
import type { Config } from './config.ts';

export interface OpenDatabase {
  kind: 'embedded' | 'yours';
  url: string;
  /** Ends the server when it is ours. */
  stop(): Promise<void>;
}

const triesAtStart = 30;

/** The database of DATABASE_URL once it answers, or our own under DATA_DIR. Throws when the former does not answer for half a minute. */
export async function openDatabase(config: Config, logger: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl === null) {
    const embedded = await startEmbeddedPostgres({
      dataDir: config.dataDir,
      onLog: (line) => logger.debug({ line }, 'postgres'),
    });
    return { kind: 'embedded', url: embedded.url, stop: embedded.stop };
  }
  for (let tries = 1; ; tries += 1) {
    const fault = await tryConnect(config.databaseUrl);
    if (!fault) return { kind: 'yours', url: config.databaseUrl, stop: () => Promise.resolve() };
    if (tries === triesAtStart) throw new Error(`DATABASE_URL: the database does not answer: ${fault.message}`, { cause: fault });
    logger.warn({ err: fault }, 'the database does not answer yet');
    await delay(1_000);
  }
}

async function tryConnect(connectionString: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}
