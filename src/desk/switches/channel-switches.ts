import type { Clock, Transact } from '../../core/index.ts';
import { agentActor, type EventLog } from '../events/index.ts';
import type { ClosedChannel, SwitchReader, SwitchStore } from './closed-channel.ts';

export interface ChannelSwitches {
  /** As this process last read it: waits for nothing, so that every contact may ask. Open until `read` was called once. */
  isClosed(channel: string): boolean;
  /** Reads what is closed; from then on `isClosed` says so, and whoever listens is told when it differs from before. */
  read(): Promise<ClosedChannel[]>;
  /** Closes a channel, or opens it again; as it is already, nothing happens. Gives how it is then: null when open. */
  turn(channel: string, how: { open: boolean; reason: string | null }, agentId: string): Promise<ClosedChannel | null>;
  /** Calls `listener` each time this process learns that a channel was closed or opened; gives what ends that. */
  whenTurned(listener: () => void): () => void;
}

/** The switches of all channels. PostgreSQL holds them; each process keeps what it read last. */
export function createChannelSwitches(parts: {
  transact: Transact<{ switches: SwitchStore; events: EventLog }>;
  reader: SwitchReader;
  clock: Clock;
}): ChannelSwitches {
  const { transact, reader, clock } = parts;
  const listeners = new Set<() => void>();
  let closed: ReadonlySet<string> = new Set();
  let asked = 0;

  const read = async () => {
    asked += 1;
    const turn = asked;
    const found = await reader.closed();
    // Of readings that overtake each other the one that began last counts.
    if (turn === asked) keep(new Set(found.map(({ channel }) => channel)));
    return found;
  };
  const keep = (now: ReadonlySet<string>) => {
    const isSame = now.size === closed.size && [...now].every((channel) => closed.has(channel));
    closed = now;
    if (!isSame) for (const listener of listeners) listener();
  };

  return {
    isClosed: (channel) => closed.has(channel),
    read,
    turn: async (channel, { open, reason }, agentId) => {
      const about = { at: clock.now(), actor: agentActor(agentId), reason };
      await transact(async ({ switches, events }) => {
        if (!open) {
          const isNew = await switches.close({ channel, since: about.at, by: agentId, reason });
          if (isNew) await events.append([{ ...about, name: 'channel.closed', after: { channel } }]);
          return;
        }
        const over = await switches.open(channel);
        if (over) await events.append([{ ...about, name: 'channel.opened', before: { channel, since: over.since.toISOString(), reason: over.reason }, after: { channel } }]);
      });
      return (await read()).find((one) => one.channel === channel) ?? null;
    },
    whenTurned: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
