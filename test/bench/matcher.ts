import { tmpdir } from 'node:os';
import { sql, type RawBuilder } from 'kysely';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import { composeDesk, type DeskServices } from '../../src/app/desk-services.ts';
import { newId, systemClock } from '../../src/core/index.ts';
import { parseDesk } from '../../src/desk/definition/index.ts';

export interface MatcherBench {
  small: MatcherCost;
  large: MatcherCost;
  /** How much dearer one assignment is on the large desk. */
  ratio: number;
}

export interface MatcherCost {
  waiting: number;
  agents: number;
  /** Median over the rounds, in milliseconds: one agent matched until full, per assignment made. */
  perAssignmentMs: number;
}

const deskFile = `
name: Banco de pruebas
locale: es
phoneRegion: CO
triageTeam: mesa
teams:
  - { key: mesa, name: { es: Mesa, en: Desk }, tier: 1 }
  - { key: redes, name: { es: Redes, en: Networks }, tier: 2 }
  - { key: proveedor, name: { es: Proveedor, en: Vendor }, tier: 3 }
services:
  - key: tecnologia
    digit: "1"
    name: { es: Tecnología, en: Technology }
    entries:
      - { key: internet, digit: "1", name: { es: Internet, en: Internet }, kind: incident }
`;

const rounds = 7;
const turnsPerRound = 40;

/**
 * What the matcher costs per assignment at 1,000 waiting tickets and 50 agents beside 10,000 and 500. Both desks stand
 * in databases of their own on this server and take turns, so that a busy machine slows both. Both are dropped at the end.
 */
export async function benchMatcher({ databaseUrl }: { databaseUrl: string }): Promise<MatcherBench> {
  const small = await openDesk(databaseUrl, { waiting: 1_000, agents: 50 });
  const large = await openDesk(databaseUrl, { waiting: 10_000, agents: 500 });
  try {
    for (const desk of [small, large]) await oneRound(desk);
    for (let round = 0; round < rounds; round += 1) {
      const order = round % 2 === 0 ? [small, large] : [large, small];
      for (const desk of order) desk.perAssignmentMs.push(await oneRound(desk));
    }
    const costs = { small: costOf(small), large: costOf(large) };
    return { ...costs, ratio: costs.large.perAssignmentMs / costs.small.perAssignmentMs };
  } finally {
    await Promise.all([small, large].map((desk) => desk.close()));
  }
}

interface BenchDesk {
  database: Database;
  services: DeskServices;
  size: { waiting: number; agents: number };
  agentIds: string[];
  next: number;
  perAssignmentMs: number[];
  close(): Promise<void>;
}

/** A desk of this size in a new database. */
async function openDesk(databaseUrl: string, size: BenchDesk['size']): Promise<BenchDesk> {
  const name = `bench_${newId().replaceAll('-', '')}`;
  await runOn(databaseUrl, sql`create database ${sql.id(name)} template template0`);
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  const database = connectDatabase({ url: url.href, max: 4 });
  await database.migrate();
  const services = composeDesk({
    database, desk: parseDesk(deskFile, 'desk.yaml').desk, clock: systemClock, publicUrl: 'http://desk.test',
    secret: 'bench', telephony: null, filesFolder: tmpdir(), onCommitted: () => undefined,
  });
  await fillDesk(database, size);
  const { rows } = await sql<{ id: string }>`select id from agents order by id`.execute(database.db);
  return {
    database, services, size, agentIds: rows.map((row) => row.id), next: 0, perAssignmentMs: [],
    close: async () => {
      await database.close();
      await runOn(databaseUrl, sql`drop database ${sql.id(name)} with (force)`);
    },
  };
}

async function runOn(databaseUrl: string, statement: RawBuilder<unknown>): Promise<void> {
  const server = connectDatabase({ url: databaseUrl, max: 1 });
  await statement.execute(server.db).finally(() => server.close());
}

/** Agents of every team and capacity, tickets of every priority, cost, language and skill: many that an agent may not take. */
export async function fillDesk({ db }: Database, { waiting, agents }: { waiting: number; agents: number }): Promise<void> {
  await sql`insert into agents (id, name, email, password_hash, role, teams, capacity, skills, locales, availability, idle_since, created_at)
    select gen_random_uuid(), 'Agente ' || n, 'a' || n || '@desk.test', 'x', 'agent', '{mesa,redes,proveedor}',
      (array[40, 100, 130])[1 + n % 3], case when n % 2 = 0 then '{servidores}' else '{}' end::text[],
      case when n % 5 = 0 then '{es}' else '{es,en}' end::text[], 'available', now(), now()
    from generate_series(1, ${agents}::int) n`.execute(db);
  await sql`insert into tickets (id, kind, status, subject, service, entry, impact, urgency, priority, tier, team, channel,
      locale, live, cost, skills, agent_locale, routed_version, queued_at, queue_key, opened_at)
    select gen_random_uuid(), 'incident', 'queued', 'x', 'tecnologia', 'internet', 'medium', 'medium', 'P' || (1 + n % 5), 1,
      (array['mesa', 'redes', 'proveedor'])[1 + n % 3], case when n % 10 = 0 then 'voice' else 'web' end, 'es', n % 10 = 0,
      case when n % 10 = 0 then 100 when n % 4 = 0 then 30 else 15 end,
      case when n % 7 = 0 then '{servidores}' when n % 11 = 0 then '{raro}' else '{}' end::text[],
      case when n % 6 = 0 then 'en' end, 1, at, at + (n % 5) * interval '30 minutes', at
    from generate_series(1, ${waiting}::int) n, lateral (select now() - n * interval '1 second' as at) queued`.execute(db);
  await sql`analyze`.execute(db);
}

/** Agents take turns to be filled; what they are offered they accept, resolve, and as much is queued again. Gives milliseconds of the matcher per assignment. */
async function oneRound(desk: BenchDesk): Promise<number> {
  let spent = 0;
  let made = 0;
  for (let turn = 0; turn < turnsPerRound; turn += 1) {
    const agentId = desk.agentIds[desk.next % desk.agentIds.length];
    if (agentId === undefined) throw new Error('The desk has no agents.');
    desk.next += 1;
    const began = performance.now();
    made += await desk.services.matcher.matchAgent(agentId);
    spent += performance.now() - began;
    await workOff(desk, agentId);
  }
  if (made === 0) throw new Error('The matcher made no offers.');
  return spent / made;
}

async function workOff({ database, services }: BenchDesk, agentId: string): Promise<void> {
  const { rows } = await sql<{ id: string; number: number }>`select o.id, t.number from offers o join tickets t on t.id = o.ticket_id
    where o.agent_id = ${agentId} and o.ended_at is null`.execute(database.db);
  for (const { id, number } of rows) {
    await services.offers.accept(id, agentId);
    await services.progress.resolve(number, { agentId }, 'done');
    await services.progress.reopen(number, { agentId }, null);
  }
  // Whoever comes back goes to the end: the queue keeps its length, its head keeps moving.
  await sql`update tickets set queue_key = now() + interval '3 hours', queued_at = now()
    where number = any(${rows.map((row) => row.number)}::int[])`.execute(database.db);
}

function costOf(desk: BenchDesk): MatcherCost {
  const sorted = [...desk.perAssignmentMs].sort((a, b) => a - b);
  return { ...desk.size, perAssignmentMs: sorted[Math.floor(sorted.length / 2)] ?? 0 };
}
