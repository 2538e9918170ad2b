import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sql } from 'kysely';
import { connectDatabase, type Database } from '../../adapters/postgres/database.ts';
import { composeDesk, type DeskServices } from '../../src/app/desk-services.ts';
import { checkout } from '../../src/build/checkout.ts';
import { newId, systemClock, type Contact } from '../../src/core/index.ts';
import { parseDesk } from '../../src/desk/definition/index.ts';
import { createDispatcher, createJobEngine, prepareJobBackend, type JobBackend } from '../../src/jobs/index.ts';
import { createDeskDatabase } from '../support/postgres.ts';
import type { Dice } from './dice.ts';
import type { RouterOrder } from './router-process.ts';
import { stormDeskFile, stormEntries, stormPeople } from './storm-desk.ts';

/** Several real router processes on one database and one job backend, and one process that takes contacts in. */
export interface Storm {
  database: Database;
  services: DeskServices;
  agentIds: string[];
  faults: string[];
  /** Starts one more router process. */
  addRouter(): Promise<void>;
  /** Ends one router process as a power cut would, whatever it is doing. */
  killRouter(): Promise<void>;
  /** Takes in one contact at random: a form, a chat or a call. */
  takeIn(dice: Dice): Promise<void>;
  /** Times that PostgreSQL ended a transaction to undo a deadlock. */
  deadlocks(): Promise<number>;
  close(): Promise<void>;
}

export async function startStorm(backendOf: (databaseUrl: string) => RouterOrder['backend']): Promise<Storm> {
  const test = await createDeskDatabase();
  const database = connectDatabase({ url: test.url, max: 12 });
  const backend: JobBackend = backendOf(test.url);
  await prepareJobBackend(backend);
  const faults: string[] = [];
  const onFault = (error: unknown) => {
    faults.push(String(error));
  };
  const engine = createJobEngine(backend, onFault);
  const queues = { routing: engine.openQueue('routing'), delivery: engine.openQueue('delivery'), calls: engine.openQueue('calls'), files: engine.openQueue('files'), hooks: engine.openQueue('hooks'), learning: engine.openQueue('learning') };
  const dispatcher = createDispatcher(queues, onFault);
  const { desk } = parseDesk(stormDeskFile, 'desk.yaml');
  const services = composeDesk({
    database, desk, clock: systemClock, publicUrl: 'http://desk.test', secret: randomUUID(), telephony: null,
    filesFolder: tmpdir(),
    onCommitted: dispatcher.dispatch,
  });
  const routers: ChildProcess[] = [];
  const order: RouterOrder = { databaseUrl: test.url, backend: backendOf(test.url), deskFile: stormDeskFile };

  return {
    database, services, faults,
    agentIds: await addPeople(database, services),
    addRouter: async () => {
      routers.push(await startRouter(order, (fault) => faults.push(fault)));
    },
    killRouter: async () => {
      const router = routers.shift();
      if (!router) throw new Error('No router is left to kill.');
      await kill(router);
    },
    takeIn: async (dice) => {
      const contact = randomContact(dice);
      const live = contact.channel === 'voice';
      await services.accept(contact, { ...services.channels.web.capabilities, live });
    },
    deadlocks: async () => {
      const { rows } = await sql<{ deadlocks: number }>`select deadlocks::int from pg_stat_database
        where datname = current_database()`.execute(database.db);
      return rows[0]?.deadlocks ?? 0;
    },
    close: async () => {
      await Promise.all(routers.map(kill));
      await dispatcher.settled();
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await database.close();
      await test.drop();
    },
  };
}

/** Asks again and again, at once after `between`, until it holds; false when it does not within `withinMs`. */
export async function until(holds: () => Promise<boolean>, withinMs: number, between: () => Promise<unknown> = () => pause(20)): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (await holds()) return true;
    await between();
  }
  return false;
}

let routerProgram: Promise<string> | null = null;

/** The router in one file: processes that each translate all of their own take longer to start than the storm lasts. */
async function buildRouter(): Promise<string> {
  const outfile = path.join(checkout, 'dist', 'test', `router-${process.pid}.js`);
  await build({
    entryPoints: [fileURLToPath(new URL('./router-process.ts', import.meta.url))], outfile, bundle: true, packages: 'external',
    platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning',
  });
  return outfile;
}

async function startRouter(order: RouterOrder, onFault: (fault: string) => void): Promise<ChildProcess> {
  const child = fork(await (routerProgram ??= buildRouter()), [JSON.stringify(order)], { execArgv: [] });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`A router process ended at its start (${code}).`)));
    child.on('message', (message: { ready?: boolean; fault?: string }) => {
      if (message.fault !== undefined) onFault(message.fault);
      if (message.ready === true) resolve();
    });
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function addPeople(database: Database, services: DeskServices): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, person] of stormPeople.entries()) {
    const id = newId();
    ids.push(id);
    await sql`insert into agents (id, name, email, password_hash, role, teams, capacity, skills, locales, availability, idle_since, created_at)
      values (${id}, ${`Agente ${index + 1}`}, ${`a${index + 1}@desk.test`}, 'x', 'agent', ${person.teams}, ${person.capacity},
        ${person.skills}, ${person.locales}, 'available', now(), now())`.execute(database.db);
  }
  await services.presence.markSeen(ids);
  return ids;
}

function randomContact(dice: Dice): Contact {
  const channel = dice.pick(['web', 'web', 'web', 'chat', 'voice'] as const);
  const entry = dice.pick(stormEntries);
  return {
    channel, providerId: newId(),
    from: dice.roll() < 0.5 ? [] : [{ kind: 'email', value: dice.pick(['a@desk.test', 'b@desk.test', 'c@desk.test', 'd@desk.test'] as const) }],
    fromText: 'x', to: channel, text: 'no puedo navegar en internet',
    locale: dice.pick(['es', 'en'] as const), attachments: [],
    chosen: { entry, ...(dice.roll() < 0.3 ? { urgency: dice.pick(['low', 'medium', 'high'] as const) } : {}) },
    receivedAt: new Date(),
  };
}
