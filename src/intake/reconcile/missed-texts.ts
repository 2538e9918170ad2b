import type { Channel, InboundText, PastText, ProviderHistory } from '../../core/index.ts';
import type { Accept } from '../accept.ts';
import type { ProviderList } from './go-through-list.ts';
import { oursOf, type IsOurs } from './our-numbers.ts';
import type { ReconcileStore } from './store.ts';

/** Texts to our numbers whose webhook never came are taken in as if it had. */
export function missedTexts(
  history: Pick<ProviderHistory, 'texts'>,
  store: Pick<ReconcileStore, 'unclaimed'>,
  isOurs: IsOurs,
  parts: { channel: Channel<InboundText>; accept: Accept },
): ProviderList<PastText> {
  const { channel, accept } = parts;
  return {
    name: 'texts',
    list: history.texts,
    at: ({ inbound }) => inbound.receivedAt,
    unknown: async (page) => {
      const ours = await oursOf(page, ({ inbound }) => inbound.to, isOurs);
      const unclaimed = await store.unclaimed(channel.name, ours.map(({ inbound }) => inbound.providerId));
      return ours.filter(({ inbound }) => unclaimed.has(inbound.providerId));
    },
    takeIn: async ({ inbound, files }) => {
      const media = files ? await files() : [];
      const { kind } = await accept(channel.toContact({ ...inbound, media }), channel.capabilities);
      return kind === 'duplicate' ? 'known' : 'taken';
    },
  };
}
