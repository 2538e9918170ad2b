import { parseConfig } from '../../src/app/config.ts';
import { startGateway } from '../../src/app/compose.ts';
import { loadDesk } from '../../src/app/desk-file.ts';
import { createLogger } from '../../src/telemetry/index.ts';

/** Serves the gateway with room for every visitor from one address. Told by its environment; tells its address, and its memory when asked. */
const databaseUrl = process.env['BENCH_DATABASE_URL'] ?? '';
const config = parseConfig({
  DATABASE_URL: databaseUrl, PORT: '0', PUBLIC_URL: 'http://bench.test', LOG_LEVEL: 'silent',
  ADMIN_EMAIL: 'bench@desk.test', ADMIN_PASSWORD: 'bench-bench-bench',
});
const { desk } = loadDesk('./desk.yaml');
const most = 100_000;
const limits = { pages: most, pagesPerAddress: most, connectionsPerMinute: most, newVisitorsPerMinute: most, startsPerMinute: most };
const gateway = await startGateway(config, { ...desk, chat: { ...desk.chat, limits } }, databaseUrl, createLogger({ level: 'silent' }));
process.send?.({ address: gateway.address });
process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ resident: rss, used: heapUsed + external });
});
process.once('SIGTERM', () => {
  void gateway.close().then(() => process.exit(0));
});
