import type { Logger } from '../telemetry/index.ts';
import { prepareDelivery } from './delivery.ts';
import type { ConcernedEvent } from '../desk/events/index.ts';
import type { AgentDesk, PublishedLog, SummaryReader } from './needs.ts';
import { createReadingOn, type ReadingOn } from './reading-on.ts';
import type { Tab } from './tab.ts';

export interface Tail extends ReadingOn {
  /** Up to here every live tab is, or is about to be, fed. Who goes live must have been sent everything to here. Throws until the log was read once. */
  claimed(): number;
  ready(): Promise<void>;
}

const batchSize = 200;
/** After so many failed reads of what an unchanged log asks for, it is left out rather than holding up everybody. */
const mostFailures = 5;

/** Follows the published log in this process and feeds its live tabs, every event once and in order. */
export function createTail(parts: {
  log: PublishedLog;
  look: AgentDesk;
  reader: SummaryReader;
  liveTabs: () => Tab[];
  onEvents: (events: readonly ConcernedEvent[]) => void;
  logger: Pick<Logger, 'error'>;
}): Tail {
  const { log, logger, onEvents } = parts;
  let fed: number | null = null;
  let claimed: number | null = null;
  let failures = 0;

  const begin = async () => {
    const last = await log.lastSeq();
    fed ??= last;
    claimed ??= last;
    return fed;
  };

  const feedBatch = async (): Promise<boolean> => {
    const after = fed ?? (await begin());
    const events = await log.eventsAfter(after, batchSize);
    const last = events.at(-1);
    if (!last) return false;
    // From here until they are sent nobody may go live on less than these events.
    const tabs = parts.liveTabs();
    claimed = Math.max(claimed ?? 0, last.seq);
    const send = await prepare(events, tabs);
    send();
    fed = last.seq;
    failures = 0;
    onEvents(events);
    return events.length === batchSize;
  };

  const prepare = async (events: ConcernedEvent[], tabs: Tab[]) => {
    try {
      return await prepareDelivery(parts, events, tabs);
    } catch (error) {
      failures += 1;
      if (failures < mostFailures) throw error;
      logger.error({ err: error, after: fed }, 'tickets could not be read and are left out of live updates');
      return prepareDelivery({ ...parts, reader: { readSummary: () => Promise.resolve(null) } }, events, tabs);
    }
  };

  return {
    ...createReadingOn(feedBatch, (error) => logger.error({ err: error }, 'the event log could not be followed; trying again')),
    claimed: () => {
      if (claimed === null) throw new Error('The log has not been read yet.');
      return claimed;
    },
    ready: async () => {
      if (claimed === null) await begin();
    },
  };
}
