import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, Migrator, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { migrations } from './migrations/index.ts';
import { PipelinedDialect } from './pipelined-dialect.ts';

/** Either the whole database or one transaction in it. */
export type Connection = Kysely<unknown> | Transaction<unknown>;

export interface Database {
  url: string;
  pool: pg.Pool;
  db: Kysely<unknown>;
  /** Brings the schema up to date; safe when several processes do it at once. */
  migrate(): Promise<void>;
  /** True when a statement can be run now; false when that takes longer than 3 s. */
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

/** A pool on this database. Connections are made when first needed, so the server may be down now and come later. */
export function connectDatabase(options: {
  url: string;
  max?: number;
  /** `derived`: commits do not wait for the disk. Only for what is done again when a crash of the server loses it. */
  holds?: 'truth' | 'derived';
  onError?: (error: Error) => void;
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 3_000,
    // Bounds what one statement or an abandoned transaction can hold up.
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 15_000,
    // Ends the wait for a server that says nothing at all.
    query_timeout: 20_000,
    application_name: 'ventanilla',
    ...(options.holds === 'derived' ? { options: '-c synchronous_commit=off' } : {}),
    pipeline: true,
  });
  // A server that goes away ends idle connections; the pool makes new ones, so this is news and no reason to stop.
  pool.on('error', (error) => options.onError?.(error));
  // The pool listens to idle connections only; one that breaks in use would end the process, though its statements fail where they are awaited.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<unknown>({ dialect: new PipelinedDialect(pool) });
  return {
    url: options.url,
    pool,
    db,
    migrate: () => migrate(db),
    isReachable: () => Promise.race([answers(db), delay(reachableWithin, false, { ref: false })]),
    close: () => db.destroy(),
  };
}

/** Milliseconds within which a database that can be used answers. */
const reachableWithin = 3_000;

function answers(db: Kysely<unknown>): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
}

async function migrate(db: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error('The migration failed.', { cause: error });
}
