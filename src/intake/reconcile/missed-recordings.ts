import type { Clock, PastRecording, ProviderHistory } from '../../core/index.ts';
import type { CallNews } from '../call-news.ts';
import type { ProviderList } from './go-through-list.ts';
import type { ReconcileStore } from './store.ts';

/** No call lasts longer; until then one that is not known yet may still be taken in. */
const longestCallMs = 4 * 60 * 60_000;

/** Recordings of calls we know, of which nobody told us; those of other people's calls are left alone. */
export function missedRecordings(
  history: Pick<ProviderHistory, 'recordings'>,
  store: Pick<ReconcileStore, 'unheard' | 'isKnownCall'>,
  parts: { callNews: Pick<CallNews, 'recording'>; clock: Clock },
): ProviderList<PastRecording> {
  const { callNews, clock } = parts;
  return {
    name: 'recordings',
    list: history.recordings,
    at: ({ at }) => at,
    unknown: async (page) => {
      const unheard = await store.unheard(page.map(({ recording }) => recording.id));
      return page.filter(({ recording }) => unheard.has(recording.id));
    },
    takeIn: async ({ callId, recording, at }) => {
      if (!(await store.isKnownCall(callId))) return clock.now().getTime() - at.getTime() < longestCallMs ? 'not-yet' : 'known';
      await callNews.recording({ callId, from: '', to: '', receivedAt: at }, recording);
      return 'taken';
    },
  };
}
