import type { CallFlow, Channel, Clock, InboundCall, PastCall, ProviderHistory, Transact } from '../../core/index.ts';
import type { DeskDefinition } from '../../desk/definition/index.ts';
import { countedSince, screenCall } from '../../desk/screening/index.ts';
import type { Screened } from '../../desk/calls/index.ts';
import { menuFor } from '../call-menu.ts';
import type { CallStores } from '../call-stores.ts';
import { claimCall, rescueCall } from '../claim-call.ts';
import { endCall } from '../end-call.ts';
import type { PlaceCall } from '../place-call.ts';
import { isEndedCall } from './ended-states.ts';
import type { ProviderList, TakenIn } from './go-through-list.ts';
import { oursOf, type IsOurs } from './our-numbers.ts';
import type { ReconcileStore } from './store.ts';

export interface MissedCallParts<Stores extends CallStores> {
  transact: Transact<Stores>;
  flow: CallFlow;
  channel: Channel<InboundCall>;
  desk: DeskDefinition;
  ownNumbers: ReadonlySet<string>;
  placeCall: PlaceCall;
  textCost: number;
  clock: Clock;
}

/** Takes in one call that ended and was never claimed; harmless for any other. */
export type MissCall = (past: PastCall) => Promise<TakenIn>;

/** Calls to our numbers that ended and that we never saw become work to call back, as a caller's who hung up while waiting. */
export function missedCalls(
  history: Pick<ProviderHistory, 'calls'>,
  store: Pick<ReconcileStore, 'unclaimed'>,
  isOurs: IsOurs,
  parts: { channel: Pick<Channel<InboundCall>, 'name'>; missCall: MissCall },
): ProviderList<PastCall> {
  return {
    name: 'calls',
    list: history.calls,
    at: (call) => call.receivedAt,
    unknown: async (page) => {
      const ours = await oursOf(page, ({ to }) => to, isOurs);
      const unclaimed = await store.unclaimed(parts.channel.name, ours.map(({ callId }) => callId));
      return ours.filter(({ callId }) => unclaimed.has(callId));
    },
    takeIn: parts.missCall,
  };
}

export function createMissCall<Stores extends CallStores>(parts: MissedCallParts<Stores>): MissCall {
  const { transact, flow, channel, desk, placeCall, textCost, clock } = parts;
  return async (past) => {
    // Whoever is on the line now has not been missed.
    if (!isEndedCall(past.state)) return 'not-yet';
    return transact(async (stores) => {
      await stores.calls.serialise(past.callId);
      if (await stores.calls.find(past.callId)) return 'known';
      const at = clock.now();
      const contact = channel.toContact(past);
      const { session } = flow(null, { kind: 'start' }, menuFor(desk, contact));
      const screened = await screenedNow(stores, parts, contact.from.find(({ kind }) => kind === 'phone') ?? null, at);
      const call =
        screened === null
          ? await rescueCall(stores, past, contact, session, placeCall)
          : await claimCall(stores, past, contact, { session, screened });
      await stores.calls.noteState(call.id, past.state, past.seconds);
      await endCall(stores, call, { textCost, at });
      return 'taken';
    });
  };
}

async function screenedNow(
  stores: CallStores,
  about: { desk: DeskDefinition; ownNumbers: ReadonlySet<string> },
  address: Parameters<CallStores['calls']['recognise']>[0] | null,
  at: Date,
): Promise<Screened | null> {
  if (!address) return null;
  return screenCall(about, { number: address.value, ...(await stores.calls.recognise(address, countedSince(at))) });
}
