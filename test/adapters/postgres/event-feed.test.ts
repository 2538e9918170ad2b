import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectDatabase, type Database } from '../../../adapters/postgres/database.ts';
import { listenForever } from '../../../adapters/postgres/event-feed-listener.ts';
import { createEventFeed, publisherLock, shareRuns, type EventFeed } from '../../../adapters/postgres/event-feed.ts';
import { insertEvents } from '../../../adapters/postgres/event-log.ts';
import { deskActor, type NewEvent } from '../../../src/desk/events/index.ts';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.ts';

let database: TestDatabase;
let connected: Database;
let feed: EventFeed;

beforeAll(async () => {
  database = await createTestDatabase();
  connected = connectDatabase({ url: database.url, max: 12 });
  await connected.migrate();
  feed = createEventFeed({ db: connected.db, url: database.url });
});
afterAll(async () => {
  await connected.close();
  await database.drop();
});
beforeEach(async () => {
  await sql`truncate events`.execute(connected.db);
});

function event(reason: string): NewEvent {
  return { name: 'agent.changed', at: new Date('2026-03-02T10:00:00Z'), actor: deskActor, reason };
}

async function append(...reasons: string[]): Promise<void> {
  await insertEvents(reasons.map(event)).execute(connected.db);
}

async function told(seq = 0): Promise<(string | null)[]> {
  return (await feed.eventsAfter(seq, 10_000)).map(({ reason }) => reason);
}

/** Ready when `holds`; asks on every news of the feed. */
async function until(holds: () => boolean, tail: Tail): Promise<void> {
  while (!holds()) await tail.turn();
}

interface Tail {
  seen: { seq: number; reason: string | null }[];
  /** Resolves after the reader has looked once more. */
  turn(): Promise<void>;
  stop(): Promise<void>;
}

/** A reader as a process has one: listens, and reads on from the last `seq` it saw. */
async function tailLog(source: EventFeed): Promise<Tail> {
  const seen: Tail['seen'] = [];
  let wake: (() => void)[] = [];
  let reading = Promise.resolve();
  const read = async () => {
    const events = await source.eventsAfter(seen.at(-1)?.seq ?? 0, 7);
    seen.push(...events.map(({ seq, reason }) => ({ seq, reason })));
    const waiting = wake;
    wake = [];
    for (const go of waiting) go();
    if (events.length > 0) await read();
  };
  const listening = await source.listen(() => {
    reading = reading.then(read, read);
  });
  return {
    seen,
    turn: () => new Promise((resolve) => wake.push(resolve)),
    stop: async () => {
      await listening.stop();
      await reading;
    },
  };
}

test('events that commit late get a later seq, and nobody at the end of the log misses them', async () => {
  const slow = await connected.pool.connect();
  await slow.query('begin');
  await slow.query(
    `insert into events (at, effective_at, name, actor_kind, reason) values (now(), now(), 'agent.changed', 'desk', 'began first')`,
  );
  await append('began second');
  await feed.publish();
  expect(await told()).toEqual(['began second']);
  await slow.query('commit');
  slow.release();
  await feed.publish();
  expect(await feed.eventsAfter(1, 10)).toMatchObject([{ seq: 2, reason: 'began first' }]);
  expect(await feed.lastSeq()).toBe(2);
});

test('several publishers at once: seq is dense, in the order of batches, and every event has one', async () => {
  const others = [1, 2, 3].map(() => createEventFeed({ db: connected.db, url: database.url }));
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; n < 30; n += 1) {
      await append(`${writer}-${n}`, `${writer}-${n}-more`);
      await Promise.all([feed, ...others].map((publisher) => publisher.publish()));
    }
  });
  await Promise.all(writers);
  const events = await feed.eventsAfter(0, 10_000);
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 480 }, (_, index) => index + 1));
  expect(new Set(events.map(({ reason }) => reason)).size).toBe(480);
});

test('a publisher waits for the one before it, and goes on from where that one ended', async () => {
  await append('left over', 'taken first');
  const other = await connected.pool.connect();
  await other.query('begin');
  await other.query('select pg_advisory_xact_lock($1)', [publisherLock]);
  await other.query(`update events set seq = 1 where reason = 'taken first'`);
  const published = feed.publish();
  const isWaiting = sql<{ waits: boolean }>`
    select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as waits`;
  while ((await isWaiting.execute(connected.db)).rows[0]?.waits !== true);
  await other.query('commit');
  other.release();
  await published;
  expect(await told()).toEqual(['taken first', 'left over']);
});

test('more than one batch is published in one call', async () => {
  await sql`insert into events (at, effective_at, name, actor_kind)
    select now(), now(), 'agent.changed', 'desk' from generate_series(1, 2345)`.execute(connected.db);
  await feed.publish();
  expect(await feed.lastSeq()).toBe(2345);
});

test('a caller finds its own events published, however many call at once', async () => {
  await Promise.all(
    Array.from({ length: 40 }, async (_, caller) => {
      await append(`caller ${caller}`);
      await feed.publish();
      expect(await told()).toContain(`caller ${caller}`);
    }),
  );
});

test('a reader that follows by seq sees every event once and in order while many write', async () => {
  const tail = await tailLog(feed);
  await Promise.all(
    Array.from({ length: 6 }, async (_, writer) => {
      for (let n = 0; n < 25; n += 1) {
        await append(`${writer}-${n}`);
        await feed.publish();
      }
    }),
  );
  await until(() => tail.seen.length >= 150, tail);
  await tail.stop();
  expect(tail.seen.map(({ seq }) => seq)).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
});

test('a listener whose connection is cut comes back, and hears what was said meanwhile', async () => {
  const tail = await tailLog(feed);
  await append('before');
  await feed.publish();
  await until(() => tail.seen.length === 1, tail);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'ventanilla-listen' and datname = current_database()`.execute(connected.db);
  await append('meanwhile');
  await feed.publish();
  await until(() => tail.seen.length === 2, tail);
  await tail.stop();
  expect(tail.seen.map(({ reason }) => reason)).toEqual(['before', 'meanwhile']);
});

test('a listener calls after every reconnect, without waiting for its poll', async () => {
  let news = 0;
  let heard: () => void = () => undefined;
  const again = () =>
    new Promise<void>((resolve) => {
      heard = resolve;
    });
  const onNews = () => {
    news += 1;
    heard();
  };
  const listening = await listenForever({ url: database.url, channel: 'test', onNews, onPoll: () => undefined });
  expect(news).toBe(1);
  const reconnected = again();
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'ventanilla-listen' and datname = current_database()`.execute(connected.db);
  await reconnected;
  const notified = again();
  await sql`select pg_notify('test', '')`.execute(connected.db);
  await notified;
  await listening.stop();
  expect(news).toBe(3);
});

test('what a process that died left unpublished is published by those who listen', async () => {
  const tail = await tailLog(feed);
  await append('orphan');
  await until(() => tail.seen.length === 1, tail);
  await tail.stop();
  expect(tail.seen).toEqual([{ seq: 1, reason: 'orphan' }]);
});

test('publishing nothing tells nobody', async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const heard: (string | undefined)[] = [];
  client.on('notification', ({ payload }) => heard.push(payload));
  await client.query('listen ventanilla_events');
  await feed.publish();
  await append('news');
  await feed.publish();
  await client.query('select 1');
  await client.end();
  expect(heard).toEqual(['1']);
});

test('a database out of reach fails the call, and the next one makes up for it', async () => {
  let runs = 0;
  const run = shareRuns(() => {
    runs += 1;
    return runs > 1 ? Promise.resolve() : Promise.reject(new Error('down'));
  });
  const first = run();
  const second = run();
  expect(run()).toBe(second);
  await expect(first).rejects.toThrow('down');
  await second;
  expect(runs).toBe(2);
});

test('an event names every team and agent that it concerns', async () => {
  const agentId = '00000000-0000-4000-8000-000000000001';
  await insertEvents([
    { ...event('moved'), name: 'ticket.transferred', before: { team: 'mesa', agentId }, after: { team: 'redes', agentId: null } },
    { ...event('made'), name: 'offer.made', agentId, after: { expiresAt: '2026-03-02T10:01:00.000Z' } },
    { ...event('left'), agentId, after: { availability: 'away' } },
  ]).execute(connected.db);
  await feed.publish();
  expect(await feed.eventsAfter(0, 10)).toMatchObject([
    { teams: ['mesa', 'redes'], agentIds: [agentId], expiresAt: null },
    { teams: [], agentIds: [agentId], expiresAt: new Date('2026-03-02T10:01:00Z') },
    { availability: 'away' },
  ]);
});
