import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase, type Database } from '../../../adapters/postgres/database.ts';
import { mailboxStore } from '../../../adapters/postgres/mailbox-store.ts';
import { newId } from '../../../src/core/index.ts';
import { until } from '../../../src/demo/expectations.ts';
import type { MailboxCheckpoints } from '../../../src/intake/mail/mailbox-checkpoint.ts';
import { createDeskDatabase } from '../../support/postgres.ts';

let database: Database;
let store: MailboxCheckpoints;
let drop: () => Promise<void>;

beforeAll(async () => {
  const made = await createDeskDatabase();
  drop = made.drop;
  database = connectDatabase({ url: made.url });
  store = mailboxStore(database.db);
});
afterAll(async () => {
  await database.close();
  await drop();
});

const at = new Date('2026-03-02T15:00:00Z');
const later = new Date('2026-03-03T15:00:00Z');
const start = { place: 'ana@host/INBOX', uidValidity: '7', uid: 10, at };

test('a checkpoint moves on, never back, and only under its own numbers and place', async () => {
  expect(await store.read('a')).toBeNull();
  expect(await store.begin('a', start, null)).toBe(true);
  await store.advance('a', { ...start, uid: 15, at: later });
  for (const wrong of [{ uid: 12 }, { uid: 99, uidValidity: '8' }, { uid: 99, place: 'ana@host/Otra' }]) {
    await store.advance('a', { ...start, ...wrong, at });
  }
  expect(await store.read('a')).toEqual({ place: 'ana@host/INBOX', uidValidity: '7', uid: 15, begunAt: at, readAt: later });
});

test('a mailbox is begun once, begun again only where it stood, and keeps its first beginning', async () => {
  const begun = await Promise.all([1, 2, 3].map((uid) => store.begin('b', { ...start, uid }, null)));
  expect(begun.filter(Boolean)).toHaveLength(1);
  const before = await store.read('b');
  expect(await store.begin('b', { ...start, uidValidity: '8', uid: 3, at: later }, before)).toBe(true);
  expect(await store.begin('b', { ...start, uidValidity: '9', uid: 3, at: later }, before)).toBe(false);
  expect(await store.read('b')).toMatchObject({ uidValidity: '8', uid: 3, begunAt: at, readAt: later });
});

test('of many who want a mailbox one has it, until it lets go or its time is up', async () => {
  const holders = [newId(), newId(), newId()];
  const taken = await Promise.all(holders.map((holder) => store.take('c', holder, 30)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  const holder = holders[taken.indexOf(true)] ?? '';
  const other = newId();
  expect(await store.read('c')).toBeNull();
  expect([await store.take('c', holder, 30), await store.renew('c', holder, 30), await store.renew('c', other, 30)]).toEqual([true, true, false]);
  await store.release('c', other);
  expect(await store.take('c', other, 30)).toBe(false);
  await store.release('c', holder);
  expect(await store.take('c', other, 0.2)).toBe(true);
  await until('its time is up', () => store.take('c', holder, 30));
  expect(await store.renew('c', other, 30)).toBe(false);
});
