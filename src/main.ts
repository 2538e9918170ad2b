import { ConfigFaults, readConfig } from './app/config.ts';
import { announce } from './app/announce.ts';
import { startGateway } from './app/compose.ts';
import { openDatabase } from './app/open-database.ts';
import { loadDesk } from './app/desk-file.ts';
import { DeskFaults } from './desk/definition/index.ts';
import { createLogger } from './telemetry/index.ts';

try {
  await main();
} catch (error) {
  const isExpected = error instanceof ConfigFaults || error instanceof DeskFaults;
  console.error(isExpected ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const { desk, warnings } = loadDesk(config.deskFile);
  const logger = createLogger({ level: config.logLevel });
  const database = await openDatabase(config, logger);
  const gateway = await startGateway(config, desk, database.url, logger, warnings).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  announce({ config, desk, warnings, gateway, databaseIs: database.kind });

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    // A connection that will not end must not keep the process: what was accepted is stored already.
    setTimeout(() => process.exit(1), 12_000).unref();
    void gateway
      .close()
      .then(() => database.stop())
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
