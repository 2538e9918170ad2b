import { newId, type Clock, type Transact } from '../../core/index.ts';
import { hookBody, type HookEvent } from './hook-body.ts';
import type { HookReader, NewDelivery } from './hook-store.ts';
import type { HookStores } from './hooks.ts';

/** Events that one transaction hands on at most. */
const batch = 500;

/**
 * Writes one delivery for each published event and each active hook that wants it, and what each hook has seen, in one
 * transaction: exactly one, whoever does it and however often. One process at a time; the others find nothing to do.
 * While no hook is behind it reads one index and writes nothing.
 */
export type FollowEvents = () => Promise<void>;

export function createFollowEvents(parts: { transact: Transact<HookStores>; reader: Pick<HookReader, 'isBehind'>; publicUrl: string; clock: Clock }): FollowEvents {
  const { transact, reader, publicUrl, clock } = parts;

  const handOn = async ({ hooks: store, signals }: HookStores) => {
    if (!(await store.lockFeed())) return false;
    const { hooks, lastSeq } = await store.behind();
    const [first] = hooks.map(({ seenSeq }) => seenSeq).sort((one, other) => one - other);
    if (first === undefined) return false;
    const upTo = Math.min(lastSeq, first + batch);
    const events = await store.eventsBetween(first, upTo, [...new Set(hooks.flatMap((hook) => hook.events))]);
    const at = clock.now();
    const deliveries = hooks.flatMap((hook) =>
      events
        .filter(({ seq, name }) => seq > hook.seenSeq && hook.events.includes(name))
        .map((event) => deliveryOf(event, hook, { publicUrl, at })));
    await store.addDeliveries(deliveries);
    await store.setSeen(hooks.filter(({ seenSeq }) => seenSeq < upTo).map(({ id }) => id), upTo);
    for (const hookId of new Set(deliveries.map((delivery) => delivery.hookId))) signals.raise({ kind: 'deliver-hook', hookId });
    return upTo < lastSeq;
  };

  return async () => {
    if (!(await reader.isBehind())) return;
    let isMore = true;
    while (isMore) isMore = await transact(handOn);
  };
}

export function deliveryOf(
  event: HookEvent, hook: { id: string; includesWords: boolean }, { publicUrl, at }: { publicUrl: string; at: Date },
): NewDelivery & { seq: number } {
  return {
    id: newId(), hookId: hook.id, seq: event.seq, event: event.name, ticketNumber: event.ticket?.number ?? null, at,
    body: hookBody(event, { includesWords: hook.includesWords, publicUrl }),
  };
}
