import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { Attempt, ModelStore, WishStore } from '../../src/desk/lessons/index.ts';
import type { Connection } from './database.ts';
import { unlessTaken } from './one-at-a-time.ts';

/** Models kept beside the current ones, to see how it went; of those that can still be read as many. */
const mostKept = 10;
const mostReadable = 3;
const mostCounted = 1_000;

export function createModelStore(db: Kysely<unknown>): ModelStore {
  return {
    news: async (catalog) => {
      const { rows } = await sql<{ version: number | null; newest: string | null; unnumbered: boolean }>`
        select (select version from models where catalog = ${catalog} and state = 'current') as version,
          (select max(seq) from lessons) as newest, exists (select from lessons where seq is null) as unnumbered`.execute(db);
      const row = rows[0];
      return { version: row?.version ?? null, newestLesson: Number(row?.newest ?? 0), unnumbered: row?.unnumbered ?? false };
    },
    standing: (catalog) => standing(db, catalog),
    counts: async () => {
      const { rows } = await sql<{ lessons: number; corrections: number }>`
        select count(*)::int as lessons, (count(*) filter (where kind = 'corrected'))::int as corrections from lessons`.execute(db);
      return rows[0] ?? { lessons: 0, corrections: 0 };
    },
    current: async (catalog) => {
      const { rows } = await sql<{ version: number; learned_seq: string; bytes: Buffer; trial: Buffer | null }>`
        select version, learned_seq, bytes, trial from models where catalog = ${catalog} and state = 'current'`.execute(db);
      const row = rows[0];
      return row ? { version: row.version, learnedSeq: Number(row.learned_seq), bytes: row.bytes, trial: row.trial } : null;
    },
    swapIn: ({ catalog, madeAt, begunAt, learnedSeq, figures, bytes, trial }, instead) =>
      db.transaction().execute(async (transaction) => {
        const { rows: was } = await sql<{ version: number }>`
          select version from models where catalog = ${catalog} and state = 'current' for update`.execute(transaction);
        if ((was[0]?.version ?? null) !== instead) return null;
        await sql`update models set state = 'superseded' where catalog = ${catalog} and state = 'current'`.execute(transaction);
        const { rows } = await sql<{ version: number }>`
          insert into models (catalog, made_at, learned_seq, state, figures, bytes, trial)
          values (${catalog}, ${madeAt}, ${learnedSeq}, 'current', ${JSON.stringify(figures)}, ${Buffer.from(bytes)}, ${Buffer.from(trial)})
          returning version`.execute(transaction);
        await grant(transaction, begunAt);
        await removeOld(transaction);
        return rows[0]?.version ?? null;
      }),
    refuse: ({ catalog, madeAt, begunAt, learnedSeq, figures, reason }) =>
      db.transaction().execute(async (transaction) => {
        await sql`insert into models (catalog, made_at, learned_seq, state, reason, figures)
          values (${catalog}, ${madeAt}, ${learnedSeq}, 'refused', ${reason}, ${JSON.stringify(figures)})`.execute(transaction);
        await grant(transaction, begunAt);
        await removeOld(transaction);
      }),
    alone: (work) => unlessTaken(db, 'learning', work),
  };
}

export function wishStore(connection: Connection): WishStore {
  return {
    wish: async (at, agentId) => {
      await sql`insert into learning_wishes (at, agent_id) values (${at}, ${agentId})
        on conflict (only_one) do update set at = greatest(learning_wishes.at, excluded.at), agent_id = excluded.agent_id`.execute(connection);
    },
  };
}

/** What was asked for before a training began is done with it. */
async function grant(connection: Connection, begunAt: Date): Promise<void> {
  await sql`delete from learning_wishes where at <= ${begunAt}`.execute(connection);
}

/** Other releases and other desk.yaml may still read their own current one, while they are no older than the last few. */
async function removeOld(connection: Connection): Promise<void> {
  await sql`delete from models where version <= (select max(version) from models) - ${mostKept}::int
    and version <> (select max(version) from models where state = 'current')`.execute(connection);
  await sql`update models set bytes = null, trial = null where state = 'superseded' and bytes is not null
    and version not in (select version from models where state = 'superseded' order by version desc limit ${mostReadable})`.execute(connection);
}

async function standing(connection: Connection, catalog: string): ReturnType<ModelStore['standing']> {
  const { rows } = await sql<AttemptRow & { role: string }>`
    (select 'last' as role, ${attempt} from models where catalog = ${catalog} order by version desc limit 1)
    union all (select 'current', ${attempt} from models where catalog = ${catalog} and state = 'current')
    union all (select 'refused', ${attempt} from models where catalog = ${catalog} and state = 'refused' order by version desc limit 1)`.execute(connection);
  const of = (role: string) => rows.filter((row) => row.role === role).map(toAttempt)[0] ?? null;
  const last = of('last');
  const learned = last?.learnedSeq ?? 0;
  const { rows: counted } = await sql<{ fresh: number; fresh_since: Date | null; any_lesson: boolean; any_model: boolean; wished_at: Date | null }>`
    select f.fresh, f.fresh_since, exists (select from lessons) as any_lesson, exists (select from models) as any_model,
      (select at from learning_wishes) as wished_at
    from (
      select count(*)::int as fresh, min(at) as fresh_since from (
        (select at from lessons where seq > ${learned} order by seq limit ${mostCounted})
        union all (select at from lessons where seq is null limit ${mostCounted})
      ) l
    ) f`.execute(connection);
  const row = counted[0];
  return {
    last, current: of('current'), lastRefused: of('refused'), anyModel: row?.any_model ?? false, anyLesson: row?.any_lesson ?? false,
    fresh: row?.fresh ?? 0, freshSince: row?.fresh_since ?? null, wishedAt: row?.wished_at ?? null,
  };
}

const attempt = sql`version, made_at, learned_seq, state, reason, figures`;

interface AttemptRow {
  version: number;
  made_at: Date;
  learned_seq: string;
  state: Attempt['state'];
  reason: string | null;
  figures: unknown;
}

const reasonSchema = z.enum(['regression', 'too-slow', 'too-large', 'failed']);
const figuresSchema = z.object({
  examples: z.number(), lessons: z.number(), held: z.number(), right: z.number(), before: z.number().nullable(), bytes: z.number(), seconds: z.number(),
});

function toAttempt(row: AttemptRow): Attempt {
  return {
    version: row.version, madeAt: row.made_at, learnedSeq: Number(row.learned_seq), state: row.state,
    reason: reasonSchema.safeParse(row.reason).data ?? null, figures: figuresSchema.nullable().safeParse(row.figures).data ?? null,
  };
}
