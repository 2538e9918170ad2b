import { setTimeout as delay } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';

/** Waits so many milliseconds; ends at once, without an error, when the signal says so. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}

/** The wait after so many failures in a row: doubled each time up to `last`, and somewhere in its upper half, so that many do not come back at once. */
export function backoff(failures: number, { first, last }: { first: number; last: number }): number {
  return spread(Math.min(first * 2 ** Math.min(failures, 30), last));
}

export function spread(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}

/** Servers end an IDLE that lasts (RFC 2177 has half an hour, some have ten minutes). */
const longestIdle = 9 * 60_000;

export interface News {
  /** Resolves when mail has come since the last wait, after so many seconds, or when the connection or the signal ends it. */
  wait(seconds: number, signal: AbortSignal): Promise<void>;
}

/** Listens to what the server tells by itself, in an IDLE while somebody waits; a server without IDLE is only asked. */
export function newsOf(client: ImapFlow): News {
  let has = false;
  let wake = () => {};
  client.on('exists', ({ count, prevCount }) => {
    if (count <= prevCount) return;
    has = true;
    wake();
  });
  client.on('close', () => wake());
  return {
    wait: async (seconds, signal) => {
      if (!has && client.usable && !signal.aborted) {
        if (client.capabilities.has('IDLE')) void client.idle().catch(() => undefined);
        const waiting = new AbortController();
        wake = () => waiting.abort();
        signal.addEventListener('abort', wake);
        await pause(Math.min(seconds * 1000, longestIdle), waiting.signal);
        signal.removeEventListener('abort', wake);
      }
      has = false;
    },
  };
}
