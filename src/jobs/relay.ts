import type { Clock, Signal } from '../core/index.ts';
import type { Backlog, Offers, WaitSteps } from '../desk/routing/index.ts';
import type { Presence, WrapUps } from '../desk/staffing/index.ts';
import { createRaisedLately } from './raised-lately.ts';

export interface Relay {
  /** Does what is due now, once. */
  tick(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const everyMs = 500;
const batch = 200;
const sweepEveryMs = 60 * 60_000;

/**
 * Time passing, for the desk: offers expire, vanished agents are signed off, waits end, waiting tickets go their next step, and whatever signal was lost
 * (a killed process, a flushed Redis) is raised again from PostgreSQL. Once an hour what nobody will read again is swept
 * out. Any number of processes may run it.
 */
export function createRelay(parts: {
  backlog: Backlog;
  offers: Offers;
  presence: Presence;
  waitSteps: WaitSteps;
  wrapUps: Pick<WrapUps, 'expire'>;
  wake: (ticketId: string) => Promise<boolean>;
  /** Visitors of the chat who left without a word; left out: there is no chat. */
  departures?: { due(at: Date, most: number): Promise<string[]>; leave(visitorId: string): Promise<void> };
  /** Writes what other systems are to be told of what was published; left out: they are told nothing. */
  followEvents?: () => Promise<void>;
  /** Notes whose page in a workspace is to be shown anew; left out: nobody has one. */
  followHomes?: () => Promise<void>;
  dispatch: (signals: Signal[]) => void;
  /** Whether any process served agents a moment ago. While none did, nobody could be connected and nobody is signed off. */
  attended?: (at: Date) => Promise<boolean>;
  /** Whether the provider's past is to be gone through; left out: there is no provider. */
  reconcileDue?: ((at: Date) => Promise<boolean>) | undefined;
  /** Whether a model is to be trained; left out: nothing is learned. */
  learningDue?: ((at: Date) => Promise<boolean>) | undefined;
  /** Removes what is stored for a time only. */
  sweep: (at: Date) => Promise<void>;
  clock: Clock;
  onFault: (error: unknown) => void;
}): Relay {
  const { backlog, offers, presence, waitSteps, wrapUps, wake, departures, followEvents, followHomes, dispatch, attended, reconcileDue, learningDue, sweep, clock, onFault } = parts;
  const notRaisedLately = createRaisedLately();
  let sweptAt = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  // What fails for one is told and tried again at the next tick; it never keeps the others waiting.
  const each = async (ids: string[], work: (id: string) => Promise<unknown>) => {
    for (const id of ids) await work(id).catch(onFault);
  };

  const tick = async () => {
    const at = clock.now();
    await each(await backlog.dueOffers(at, batch), offers.expire);
    await presence.withdrawAbsent().catch(onFault);
    if (attended === undefined || (await attended(at))) await presence.signOffVanished().catch(onFault);
    await each(await backlog.dueToWake(at, batch), wake);
    await each(await backlog.dueToStep(at, batch), waitSteps.take);
    await each(await backlog.wrapUpsOver(at, batch), wrapUps.expire);
    if (departures) await each(await departures.due(at, batch), departures.leave);
    await followEvents?.().catch(onFault);
    await followHomes?.().catch(onFault);
    dispatch(notRaisedLately(await backlog.lateSignals(at, batch), at));
    if (await reconcileDue?.(at).catch(onFault)) dispatch([{ kind: 'reconcile-provider' }]);
    if (await learningDue?.(at).catch(onFault)) dispatch([{ kind: 'learn' }]);
    if (at.getTime() - sweptAt < sweepEveryMs) return;
    sweptAt = at.getTime();
    await sweep(at).catch(onFault);
  };

  const loop = () => {
    running = tick().catch(onFault);
    void running.then(() => {
      if (timer !== null) timer = setTimeout(loop, everyMs);
    });
  };

  return {
    tick,
    start: () => {
      timer ??= setTimeout(loop, everyMs);
    },
    stop: async () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}
