import type { Clock, Signal } from '../core/index.ts';
import type { Backlog, Offers } from '../desk/routing/index.ts';
import type { Presence } from '../desk/staffing/index.ts';

export interface Relay {
  /** Does what is due now, once. */
  tick(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

const everyMs = 500;
const batch = 200;

/**
 * Time passing, for the desk: offers expire, vanished agents are signed off, waits end, and whatever signal was lost
 * (a killed process, a flushed Redis) is raised again from PostgreSQL. Any number of processes may run it.
 */
export function createRelay(parts: {
  backlog: Backlog;
  offers: Offers;
  presence: Presence;
  wake: (ticketId: string) => Promise<boolean>;
  dispatch: (signals: Signal[]) => void;
  /** Whether any process served agents a moment ago. While none did, nobody could be connected and nobody is signed off. */
  attended?: (at: Date) => Promise<boolean>;
  clock: Clock;
  onFault: (error: unknown) => void;
}): Relay {
  const { backlog, offers, presence, wake, dispatch, attended, clock, onFault } = parts;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const tick = async () => {
    const at = clock.now();
    for (const offerId of await backlog.dueOffers(at, batch)) await offers.expire(offerId);
    await presence.withdrawAbsent();
    if (attended === undefined || (await attended(at))) await presence.signOffVanished();
    for (const ticketId of await backlog.dueToWake(at, batch)) await wake(ticketId);
    dispatch(await backlog.lateSignals(at, batch));
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
