import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createCrowd } from './storm-crowd.ts';
import { diceOf } from './dice.ts';
import { brokenAtLast, brokenNow, keepLedger } from './storm-ledger.ts';
import { startStorm, until, type Storm } from './storm.ts';

const tickets = 180;
let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

/** Faults that a process meets when its job store is emptied under it, or when another took over its job. */
const ofLostJobs = /missing (key|lock)|could not renew lock|lock mismatch|not in the active state|job .* (not found|does not exist)/i;

const engines = [
  {
    name: 'PostgreSQL',
    backendOf: (url: string) => ({ kind: 'postgres' as const, url }),
    forgetJobs: async (storm: Storm) => {
      await sql`delete from bullmq.job`.execute(storm.database.db);
    },
  },
  {
    name: 'Redis',
    backendOf: () => ({ kind: 'redis' as const, url: redis.url, prefix: `storm-${randomUUID()}` }),
    forgetJobs: async () => {
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
    },
  },
];

describe.each(engines)('jobs on $name', ({ backendOf, forgetJobs }) => {
  test('many routers, random agents, a kill and lost jobs: every promise holds and nothing is stuck', async () => {
    const dice = diceOf(Number(process.env['STORM_SEED'] ?? randomInt(2 ** 31)));
    const storm = await startStorm(backendOf);
    try {
      await keepLedger(storm.database.db);
      await Promise.all([storm.addRouter(), storm.addRouter(), storm.addRouter()]);
      const crowd = createCrowd({ ...storm, dice });
      const seen: string[] = [];

      for (let opened = 1; opened <= tickets; opened += 1) {
        await storm.takeIn(dice);
        if (opened % 4 === 0) await crowd.round();
        if (opened % 25 === 0) seen.push(...(await brokenNow(storm.database.db)));
        if (opened === 60) await forgetJobs(storm);
        if (opened === 120) await storm.killRouter();
        if (opened === 130) await storm.addRouter();
      }
      await crowd.calmDown();
      const isQuiet = await until(() => allDone(storm), 28_000, async () => {
        await crowd.round();
        await pause(20);
      });
      await crowd.settled();

      const faults = [...crowd.faults, ...storm.faults].filter((fault) => !ofLostJobs.test(fault));
      const outcome = { seen, isQuiet, broken: await brokenAtLast(storm.database.db), answeredTwice: crowd.answeredTwice, faults };
      expect(outcome, `seed ${dice.seed}`).toEqual({ seen: [], isQuiet: true, broken: [], answeredTwice: [], faults: [] });
    } finally {
      await storm.close();
    }
  }, 90_000);
});

async function allDone(storm: Storm): Promise<boolean> {
  const { rows } = await sql<{ open: number; all: number }>`select count(*)::int as all,
    (count(*) filter (where status not in ('resolved', 'cancelled')))::int as open from tickets`.execute(storm.database.db);
  return rows[0]?.open === 0 && rows[0].all === tickets;
}
