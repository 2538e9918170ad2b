import type { Signal } from '../core/index.ts';
import { jobFor } from './jobs.ts';

/** Milliseconds after which what is still late is raised again. */
const waitsFor = 3_000;

/**
 * Keeps from raising the same again and again while it waits its turn: in a jam hundreds are late at every look, and a
 * job that is known already costs as much to add as a new one. Gives those that were not raised in the last 3 s; always
 * what may be raised often, such as a try to match an agent, and what somebody on the line waits for.
 */
export function createRaisedLately(): (signals: Signal[], at: Date) => Signal[] {
  const raised = new Map<string, number>();
  return (signals, at) => {
    for (const [key, since] of raised) {
      if (Math.abs(at.getTime() - since) >= waitsFor) raised.delete(key);
    }
    return signals.filter((signal) => {
      const key = keyOf(signal);
      if (key === null) return true;
      if (raised.has(key)) return false;
      raised.set(key, at.getTime());
      return true;
    });
  };
}

/** Of what is done by one job whose id tells what it is about. */
function keyOf(signal: Signal): string | null {
  const { queue, id } = jobFor(signal);
  return queue === 'calls' ? null : id;
}
