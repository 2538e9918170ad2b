import type { AgentDesk } from './needs.ts';
import type { WaitingLine } from './protocol.ts';
import type { Tab } from './tab.ts';
import { maySeeQueue } from './visibility.ts';

export interface QueueStats {
  /** Something changed: the next turn reads the queues again. */
  markChanged(): void;
  /** One turn: reads at most once, and tells each live tab only what is new to it. Call it once a second. */
  turn(): Promise<void>;
}

/** What waits, told to those whose teams it concerns. */
export function createQueueStats(look: Pick<AgentDesk, 'waiting'>, liveTabs: () => Tab[]): QueueStats {
  const told = new WeakMap<Tab, string>();
  let lines: WaitingLine[] | null = null;
  let changed = true;
  let turning = false;

  const read = async () => {
    changed = false;
    try {
      const waiting = await look.waiting();
      lines = waiting.map(({ oldestAt, ...line }) => ({ ...line, oldestAt: oldestAt.toISOString() }));
    } catch (error) {
      changed = true;
      throw error;
    }
  };

  const tell = (tab: Tab) => {
    const { viewer } = tab;
    if (!viewer || lines === null) return;
    const waiting = lines.filter(({ team }) => maySeeQueue(viewer, team));
    const words = JSON.stringify(waiting);
    if (told.get(tab) === words) return;
    told.set(tab, words);
    tab.socket.emit('queue:stats', { seq: tab.cursor, waiting });
  };

  return {
    markChanged: () => {
      changed = true;
    },
    turn: async () => {
      if (turning || liveTabs().length === 0) return;
      turning = true;
      try {
        if (changed) await read();
        for (const tab of liveTabs()) tell(tab);
      } finally {
        turning = false;
      }
    },
  };
}
