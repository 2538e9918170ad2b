import { notFound, type Clock, type Transact } from '../../core/index.ts';
import { deliveryOf } from './follow-events.ts';
import type { HookStores } from './hooks.ts';

export interface HookReplays {
  /** Sends one again under its id, whatever came of it. Throws `not_found` (404). */
  replayOne(hookId: string, deliveryId: string): Promise<void>;
  /**
   * Sends again what the hook wants of all events from one on: those it was told of under their ids, and those from
   * before it was there, or while it was off, for the first time. At most 5000 at once; `nextSeq` says from where to go
   * on, null when that was all. Throws `not_found` (404).
   */
  replayFrom(hookId: string, from: { seq: number } | { since: Date }): Promise<{ queued: number; nextSeq: number | null }>;
}

const most = 5_000;
/** Events that are looked through at once, wanted or not. */
const mostSeen = 200_000;

export function createHookReplays(parts: { transact: Transact<HookStores>; publicUrl: string; clock: Clock }): HookReplays {
  const { transact, publicUrl, clock } = parts;
  return {
    replayOne: (hookId, deliveryId) =>
      transact(async ({ hooks, signals }) => {
        if (!(await hooks.replay(hookId, deliveryId, clock.now()))) throw notFound('The delivery');
        signals.raise({ kind: 'deliver-hook', hookId });
      }),
    replayFrom: (hookId, from) =>
      transact(async ({ hooks, signals }) => {
        const hook = await hooks.lock(hookId);
        if (!hook) throw notFound('The webhook');
        const at = clock.now();
        const first = 'seq' in from ? from.seq : await hooks.seqNear(from.since);
        const lastSeq = await hooks.lastSeq();
        const upTo = Math.min(lastSeq, first - 1 + mostSeen);
        const found = await hooks.eventsBetween(first - 1, upTo, hook.events, { most: most + 1, ...('since' in from && { since: from.since }) });
        const events = found.slice(0, most);
        await hooks.replaySeqs(hookId, events.map(({ seq }) => seq), at);
        await hooks.addDeliveries(events.map((event) => deliveryOf(event, hook, { publicUrl, at })));
        if (events.length > 0) signals.raise({ kind: 'deliver-hook', hookId });
        return { queued: events.length, nextSeq: found[most]?.seq ?? (upTo < lastSeq ? upTo + 1 : null) };
      }),
  };
}
