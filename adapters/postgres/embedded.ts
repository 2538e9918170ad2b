import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostgresBinaries } from './embedded-binaries.ts';
import { databaseName, openCluster } from './embedded-cluster.ts';
import type { ClusterPlace } from './embedded-cluster.ts';
import { endLeftoverServer } from './embedded-leftover.ts';
import { lockFolder } from './embedded-lock.ts';
import { findFreePort } from './embedded-port.ts';
import { runServer } from './embedded-server.ts';
import type { ServerRun, ServerSettings } from './embedded-server.ts';
import { chooseRunAs } from './embedded-user.ts';
import type { RunAs } from './embedded-user.ts';

export interface EmbeddedPostgres {
  /** Stays the same until `stop`, also when the server dies and is started again. */
  url: string;
  /** Ends the server and frees the data folder. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Made when missing; the cluster lives in `postgres` below it. */
  dataDir: string;
  /** Gets the server's log and what happens to it, a line at a time. */
  onLog?: (line: string) => void;
  /** Server settings that win over the desk's own. */
  settings?: ServerSettings;
  /** For tests: run as root in this way only. */
  runAs?: RunAs['name'];
}

/**
 * Starts the desk's own PostgreSQL, whatever state an earlier run left behind, and keeps it running.
 * Throws with the output of PostgreSQL when it cannot start, and when another living gateway holds the data folder.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const onLog = options.onLog ?? (() => undefined);
  const binaries = await findPostgresBinaries();
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = await realpath(options.dataDir);
  const clusterDir = path.join(dataDir, 'postgres');
  const lock = await lockFolder(dataDir);
  try {
    await endLeftoverServer(clusterDir, onLog);
    const only = options.runAs === undefined ? {} : { only: options.runAs };
    const runAs = await chooseRunAs({ binaries, dataDir, clusterDir, ...only });
    const place = { binaries, runAs, dataDir, clusterDir };
    const password = await openCluster(place);
    const kept = await keepServer({ place, settings: options.settings ?? {}, onLog });
    return {
      url: `postgres://${databaseName}:${password}@127.0.0.1:${kept.port}/${databaseName}`,
      stop: () => kept.stop().finally(() => lock.release()),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

interface Keeping {
  place: ClusterPlace;
  settings: ServerSettings;
  onLog: (line: string) => void;
}

/** Starts the server and starts it again, on the same port, whenever it ends unasked. */
async function keepServer(keeping: Keeping): Promise<{ port: number; stop(): Promise<void> }> {
  const { port, run } = await startFirst(keeping);
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  let current: ServerRun = run;
  const keep = async () => {
    for (;;) {
      const reason = await current.ended;
      if (isStopping()) return;
      keeping.onLog(`PostgreSQL ended unasked (${reason}); starting it again.`);
      await restart();
    }
  };
  const restart = async () => {
    for (let tries = 0; !isStopping(); tries += 1) {
      await pause(tries, stopping.signal);
      try {
        await endLeftoverServer(keeping.place.clusterDir, keeping.onLog);
        if (isStopping()) return;
        current = runServer({ ...keeping, port });
        await current.ready;
        return;
      } catch (error) {
        keeping.onLog(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const kept = keep();
  const stop = async () => {
    stopping.abort();
    await current.stop();
    await kept;
  };
  return { port, stop };
}

/** A few tries, each on a new port: ports can be taken in between, and children of a killed server need a moment to leave. */
async function startFirst(keeping: Keeping): Promise<{ port: number; run: ServerRun }> {
  for (let tries = 0; ; tries += 1) {
    const port = await findFreePort();
    const run = runServer({ ...keeping, port });
    try {
      await run.ready;
      return { port, run };
    } catch (error) {
      if (tries === 4) throw error;
      await pause(tries);
    }
  }
}

/** 0.1 s, 0.2 s, 0.4 s ... at most 5 s; ends early, without a fault, when the signal is raised. */
async function pause(tries: number, signal?: AbortSignal): Promise<void> {
  await delay(Math.min(5000, 100 * 2 ** tries), undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
