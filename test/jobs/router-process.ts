import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import { connectDatabase } from '../../adapters/postgres/database.ts';
import { composeDesk } from '../../src/app/desk-services.ts';
import { systemClock } from '../../src/core/index.ts';
import { parseDesk } from '../../src/desk/definition/index.ts';
import {
  callHandlers, createDispatcher, createJobEngine, createRelay, deliveryHandlers, routingHandlers,
} from '../../src/jobs/index.ts';

/** What a router process is told as its one argument. */
const orderSchema = z.object({
  databaseUrl: z.string(),
  backend: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('postgres'), url: z.string() }),
    z.object({ kind: z.literal('redis'), url: z.string(), prefix: z.string() }),
  ]),
  deskFile: z.string(),
});
export type RouterOrder = z.infer<typeof orderSchema>;

/** A process that only routes: its own pool, desk, job workers and relay, on the real clock. It tells its faults to whoever started it and ends with them. */
function main(order: RouterOrder): void {
  const onFault = (error: unknown) => {
    process.send?.({ fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  };
  const database = connectDatabase({ url: order.databaseUrl, max: 8, onError: onFault });
  const engine = createJobEngine(order.backend, onFault);
  const dispatcher = createDispatcher(
    { routing: engine.openQueue('routing'), delivery: engine.openQueue('delivery'), calls: engine.openQueue('calls'), files: engine.openQueue('files'), hooks: engine.openQueue('hooks'), learning: engine.openQueue('learning') },
    onFault,
  );
  const { desk } = parseDesk(order.deskFile, 'desk.yaml');
  const services = composeDesk({
    database, desk, clock: systemClock, publicUrl: 'http://desk.test', secret: randomUUID(), telephony: null,
    filesFolder: tmpdir(),
    onCommitted: dispatcher.dispatch,
  });
  const handlers = {
    routing: routingHandlers(services),
    delivery: deliveryHandlers(services),
    calls: callHandlers({ ...services, control: null, callerGone: services.callNews.callerGone, clock: systemClock }),
  };
  for (const name of ['routing', 'delivery', 'calls'] as const) {
    engine.openWorker(name, 4, async (job, data) => handlers[name][job]?.(data));
  }
  createRelay({ ...services, dispatch: dispatcher.dispatch, clock: systemClock, onFault }).start();
  process.on('disconnect', () => process.exit());
  process.send?.({ ready: true });
}

main(orderSchema.parse(JSON.parse(process.argv[2] ?? '{}')));
