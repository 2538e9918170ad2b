import { addressSchema, invalidInput, notFound, storableText, type Address, type Clock, type Transact } from '../../core/index.ts';
import { readPhoneNumber } from '../customers/index.ts';
import type { DeskDefinition } from '../definition/index.ts';
import { agentActor, type EventLog } from '../events/index.ts';
import type { BlockedAddress, BlockedStore } from './blocked.ts';

export interface BlockStores {
  blocked: BlockedStore;
  events: EventLog;
}

/** Whom the desk does not want to hear. */
export interface BlockList {
  /** Newest first, at most 1,000. */
  list(): Promise<BlockedAddress[]>;
  /** Blocks an address as people write it. Throws `invalid_input` (400) when it is none, or one of the desk's own. */
  block(written: { kind: string; value: string; reason: string }, agentId: string): Promise<BlockedAddress>;
  /** Throws `not_found` (404) when it is not blocked. */
  unblock(written: { kind: string; value: string }, agentId: string): Promise<void>;
}

const mostListed = 1_000;

export function createBlockList(parts: {
  transact: Transact<BlockStores>;
  desk: DeskDefinition;
  ownNumbers: ReadonlySet<string>;
  clock: Clock;
}): BlockList {
  const { transact, clock } = parts;
  return {
    list: () => transact((stores) => stores.blocked.list(mostListed)),
    block: async ({ kind, value, reason }, agentId) => {
      const address = readAddress(parts, kind, value);
      if (!address) throw invalidInput({ value: 'an address of this kind that is not the desk’s own' });
      return transact(async (stores) => {
        const at = clock.now();
        await stores.blocked.add(address, { reason, by: agentId, at });
        await stores.events.append([{ name: 'address.blocked', at, actor: agentActor(agentId), reason, after: { ...address } }]);
        const blocked = await stores.blocked.find(address);
        if (!blocked) throw new Error('The blocked address was not stored.');
        return blocked;
      });
    },
    unblock: ({ kind, value }, agentId) =>
      transact(async (stores) => {
        const address = readAddress(parts, kind, value);
        if (!address || !(await stores.blocked.remove(address))) throw notFound('The blocked address');
        await stores.events.append([
          { name: 'address.unblocked', at: clock.now(), actor: agentActor(agentId), before: { ...address } },
        ]);
      }),
  };
}

/** The address as contacts carry it: E.164 for phones, lower case for mail; null when it is none or the desk's own. */
function readAddress(
  { desk, ownNumbers }: { desk: DeskDefinition; ownNumbers: ReadonlySet<string> },
  kind: string,
  value: string,
): Address | null {
  const text = storableText(value).trim();
  const read = addressSchema.safeParse({ kind, value: kind === 'email' ? text.toLowerCase() : text });
  if (!read.success) return null;
  if (read.data.kind !== 'phone') return read.data;
  const number = readPhoneNumber(text, desk.phoneRegion);
  if (!number || ownNumbers.has(number.number)) return null;
  return { kind: 'phone', value: number.number };
}
