import type { CallStatusReport, Clock, ProviderHistory } from '../../core/index.ts';
import type { LegLine } from '../answer-leg.ts';
import type { CallNews } from '../call-news.ts';
import { isEndedCall } from './ended-states.ts';
import { givenUpAfterMs } from './go-through-list.ts';
import type { ReconcileStore } from './store.ts';

/** The end of a younger call is on its way. */
const askedAfterMs = 30_000;
const mostAsked = 500;

/** Calls and legs that the provider says have ended, or that no provider could have kept open so long, end here too. Gives how many. */
export async function missedEndings(parts: {
  history: Pick<ProviderHistory, 'findCall'>;
  store: Pick<ReconcileStore, 'openCalls' | 'openLegs'>;
  callNews: Pick<CallNews, 'status' | 'callerGone'>;
  legLine: Pick<LegLine, 'status'>;
  clock: Clock;
}, signal: AbortSignal): Promise<number> {
  const { history, store, callNews, legLine, clock } = parts;
  const now = clock.now().getTime();
  const before = new Date(now - askedAfterMs);
  let ended = 0;
  /** How a call ended; null: it goes on. One that the provider does not know cannot go on. */
  const endOf = async (callId: string, since: Date): Promise<{ state: CallStatusReport['state']; seconds: number | null } | null> => {
    signal.throwIfAborted();
    const call = await history.findCall(callId);
    if (call && isEndedCall(call.state)) return call;
    return !call || now - since.getTime() > givenUpAfterMs ? { state: 'failed', seconds: null } : null;
  };
  for (const { callId, startedAt } of await store.openCalls(before, mostAsked)) {
    const end = await endOf(callId, startedAt);
    if (!end) continue;
    await callNews.status({ callId, ...end, sequence: null, parentCallId: null });
    ended += 1;
  }
  for (const { legId, callId, placedAt } of await store.openLegs(before, mostAsked)) {
    const end = await endOf(callId, placedAt);
    if (!end) continue;
    await legLine.status({ legId, callId, ...end });
    ended += 1;
  }
  return ended;
}
