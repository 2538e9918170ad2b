import { CompiledQuery, PostgresDialect, PostgresDriver, type DatabaseConnection, type Driver } from 'kysely';
import type pg from 'pg';

/**
 * PostgreSQL with statements sent as soon as they are made, in order, without waiting for the answers of those before
 * (libpq's pipeline mode). A transaction's first statement so travels together with its BEGIN.
 */
export class PipelinedDialect extends PostgresDialect {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new PipelinedDriver({ pool: this.#pool });
  }
}

class PipelinedDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Only a lost connection can fail a BEGIN, and then the statement behind it fails too, where it is awaited.
    connection.executeQuery(CompiledQuery.raw('begin')).catch(() => undefined);
    await Promise.resolve();
  }
}
