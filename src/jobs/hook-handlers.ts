import type { HookDeliveries } from '../desk/hooks/index.ts';
import type { JobHandlers } from './handlers.ts';
import { deliverHookPayload } from './jobs.ts';

/** Queue `hooks`: hands events over to other systems, which may be slow. Aborting ends what is under way; it is made again later. */
export function hookHandlers(parts: { hookDeliveries: Pick<HookDeliveries, 'deliverDue'>; signal: AbortSignal }): JobHandlers {
  return {
    'deliver-hook': (data) => parts.hookDeliveries.deliverDue(deliverHookPayload.parse(data).hookId, parts.signal),
  };
}
