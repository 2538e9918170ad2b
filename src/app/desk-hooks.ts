import { createHookSender } from '../../adapters/hooks/index.ts';
import { createHookReader, sweepHooks } from '../../adapters/postgres/hook-reader.ts';
import { createFollowEvents, createHookDeliveries, createHookReplays, createHooks } from '../desk/hooks/index.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';

/** Other systems that are told of what happens at the desk. */
export function composeHooks(ground: DeskGround, parts: Pick<DeskParts, 'publicUrl' | 'port' | 'hookSender' | 'onHookTried'>) {
  const { transact, database, desk, clock } = ground;
  const { publicUrl, port, onHookTried } = parts;
  const sender = parts.hookSender ?? createHookSender({ allow: desk.webhooks.allow, publicUrl, ...(port !== undefined && { ownPort: port }) });
  const reader = createHookReader(database.db);
  return {
    hooks: createHooks({ transact, reader, sender, clock }),
    hookReader: reader,
    hookReplays: createHookReplays({ transact, publicUrl, clock }),
    hookDeliveries: createHookDeliveries({ transact, reader, sender, clock, chance: Math.random, ...(onHookTried && { onTried: onHookTried }) }),
    followEvents: createFollowEvents({ transact, reader, publicUrl, clock }),
    sweepHooks: (at: Date) => sweepHooks(database.db, at),
  };
}
