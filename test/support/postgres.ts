import { inject } from 'vitest';
import { createDatabase, type TestDatabase } from './create-database.ts';

export type { TestDatabase } from './create-database.ts';

/** A database of its own for a test file: empty, or a copy of `template` (which nobody may be connected to). */
export function createTestDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  return createDatabase(inject('postgresUrl'), options.template);
}

/** The same with the whole schema and nothing in it. */
export function createDeskDatabase(): Promise<TestDatabase> {
  return createTestDatabase({ template: inject('deskTemplate') });
}
