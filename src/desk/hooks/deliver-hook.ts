import { newId, notFound, type Clock, type Transact } from '../../core/index.ts';
import { deskActor } from '../events/index.ts';
import { nextTryAt } from './backoff.ts';
import { pingBody } from './hook-body.ts';
import { pingName } from './hook-events.ts';
import type { HookAttempt, HookDeliveryDetail, HookSecrets } from './hook.ts';
import type { ClaimedDelivery, HookReader } from './hook-store.ts';
import type { HookStores } from './hooks.ts';
import type { HookAnswer, HookSender } from './sender.ts';
import { signedHeaders } from './signature.ts';

/** How a try ended, for counting. */
export type HookOutcome = 'delivered' | 'failed' | 'given-up';

export interface HookDeliveries {
  /**
   * Sends what is due of one hook, some at the same time, until nothing is or its turn is over. Each delivery is counted
   * before it leaves, and concluded once; where this process dies in between it is sent again, under the same id.
   */
  deliverDue(hookId: string, signal?: AbortSignal): Promise<void>;
  /** Sends a test once, now, also of a hook that is off. Throws `not_found` (404). */
  ping(hookId: string): Promise<HookDeliveryDetail>;
}

/** Of one hook at the same moment. */
const atOnce = 8;
/** Milliseconds after which a hook makes room for others; what is left is found by the relay. */
const turnLasts = 20_000;
/** Milliseconds after which a try that nobody concluded is made again: longer than any try. */
const leaseLasts = 30_000;
/** Milliseconds without one success after which a hook is switched off. */
const offAfter = 5 * 24 * 60 * 60_000;
/** Characters of an answer that are kept. */
const answerKept = 500;

const gone = 410;

export function createHookDeliveries(parts: {
  transact: Transact<HookStores>;
  reader: Pick<HookReader, 'delivery'>;
  sender: Pick<HookSender, 'post'>;
  clock: Clock;
  /** From 0 to 1. */
  chance: () => number;
  onTried?: (outcome: HookOutcome) => void;
}): HookDeliveries {
  const { transact, reader, sender, clock, chance, onTried } = parts;

  const claim = (hookId: string) =>
    transact(async ({ hooks }) => {
      const at = clock.now();
      const deliveries = await hooks.claim(hookId, { at, lease: new Date(at.getTime() + leaseLasts), most: atOnce });
      const target = deliveries.length > 0 ? await hooks.targetOf(hookId) : null;
      return target && { deliveries, ...target };
    });

  const deliver = async (hookId: string, delivery: ClaimedDelivery, to: { url: string; secrets: HookSecrets }, signal: AbortSignal) => {
    const at = clock.now();
    const began = performance.now();
    const headers = signedHeaders(delivery, to.secrets, at);
    const answer = await sender.post({ url: to.url, headers, body: delivery.body, signal });
    const attempt: HookAttempt = {
      at: at.toISOString(), milliseconds: Math.round(performance.now() - began),
      status: answer.kind === 'answered' ? answer.status : null, fault: answer.kind === 'fault' ? answer.fault : null,
    };
    const outcome = await transact((stores) => conclude(stores, { hookId, delivery, answer, attempt, at: clock.now(), chance: chance() }));
    if (outcome) onTried?.(outcome);
  };

  return {
    deliverDue: async (hookId, signal = new AbortController().signal) => {
      const over = performance.now() + turnLasts;
      const isEnding = () => signal.aborted;
      while (!isEnding() && performance.now() < over) {
        const claimed = await claim(hookId);
        if (!claimed) return;
        const sent = await Promise.allSettled(claimed.deliveries.map((delivery) => deliver(hookId, delivery, claimed, signal)));
        // What was cut off by our own end is tried again after its lease.
        const failed = sent.find((one) => one.status === 'rejected');
        if (failed && !isEnding()) throw failed.reason;
      }
    },
    ping: async (hookId) => {
      const id = newId();
      const at = clock.now();
      const body = pingBody(at);
      const to = await transact(async ({ hooks }) => {
        const target = await hooks.targetOf(hookId);
        if (!target) throw notFound('The webhook');
        await hooks.addDeliveries([{ id, hookId, seq: null, event: pingName, ticketNumber: null, body, at, lease: new Date(at.getTime() + leaseLasts) }]);
        return target;
      });
      await deliver(hookId, { id, isTest: true, body, tries: 1, replays: 0 }, to, new AbortController().signal);
      const delivery = await reader.delivery(hookId, id);
      if (!delivery) throw notFound('The webhook');
      return delivery;
    },
  };
}

interface Tried {
  hookId: string;
  delivery: ClaimedDelivery;
  answer: HookAnswer;
  attempt: HookAttempt;
  at: Date;
  chance: number;
}

/** Null when somebody else concluded it meanwhile. A test tells nothing about how a hook does. */
async function conclude(stores: HookStores, { hookId, delivery, answer, attempt, at, chance }: Tried): Promise<HookOutcome | null> {
  const { hooks } = stores;
  const { isTest, tries } = delivery;
  const status = answer.kind === 'answered' ? answer.status : null;
  const text = answer.kind === 'answered' ? [...answer.text].slice(0, answerKept).join('') : null;
  const end = { attempt, answer: text, at };
  if (status !== null && status >= 200 && status < 300) {
    if (!(await hooks.conclude(delivery, { ...end, status: 'delivered', nextTryAt: null }))) return null;
    if (!isTest) await hooks.noteSuccess(hookId);
    return 'delivered';
  }
  const askedFor = answer.kind === 'answered' ? answer.retryAfter : null;
  const next = isTest || status === gone ? null : nextTryAt(tries, at, { chance, askedFor });
  if (!(await hooks.conclude(delivery, { ...end, status: next ? 'failed' : 'given-up', nextTryAt: next }))) return null;
  if (!isTest) await switchOffWhereUseless(stores, { hookId, isGone: status === gone, at });
  return next ? 'failed' : 'given-up';
}

/** Nobody is asked for ever whether they are back. */
async function switchOffWhereUseless({ hooks, events }: HookStores, { hookId, isGone, at }: { hookId: string; isGone: boolean; at: Date }): Promise<void> {
  const since = await hooks.noteFailure(hookId, at);
  const isFailing = at.getTime() - since.getTime() >= offAfter;
  if (!isGone && !isFailing) return;
  const hook = await hooks.lock(hookId);
  if (!hook?.active) return;
  const reason = isGone ? 'gone' : 'failing';
  await hooks.turn(hookId, { active: false, reason, at });
  await events.append([
    { name: 'hook.changed', at, actor: deskActor, reason, before: { hookId, active: true }, after: { hookId, host: new URL(hook.url).host, active: false } },
  ]);
}
