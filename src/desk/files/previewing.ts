import type { Clock, Transact } from '../../core/index.ts';
import { deskActor, type EventLog } from '../events/index.ts';
import type { ByteStream, ContentStore } from './content-store.ts';
import type { FileKeeper } from './keeper.ts';
import type { MadePreview, PreviewRefusal, PreviewStore, WantedPreview } from './preview.ts';

/** What became of a file in the renderer's hands. */
export type Rendered =
  | { kind: 'picture'; png: Uint8Array; width: number; height: number; pages: number | null }
  | { kind: 'refused'; reason: Exclude<PreviewRefusal, 'gave-up'> };

/**
 * Draws the first page of a file, apart from this process: whatever is in the file, it ends within seconds and takes a
 * bounded amount of memory. Rejects when it could not be tried, and when it was aborted.
 */
export type RenderFirstPage = (content: ByteStream, type: string, signal: AbortSignal) => Promise<Rendered>;

export interface Previewing {
  /** Makes the picture of a content that is to have one and is due; harmless for any other, and any number of times. */
  makePreview(sha256: string, signal?: AbortSignal): Promise<void>;
}

const second = 1_000;
/** One try ends within 15 s; a worker that died with it is followed by another after this long. */
const lease = 60 * second;
const pause = 30 * second;
const mostTries = 3;
const mostPictureBytes = 16 * 1024 * 1024;
/** One content may be in very many tickets; whoever looks at the others sees it when they look again. */
const mostTold = 50;

/** Makes previews: each content that is to have one ends made or refused, whatever dies meanwhile. */
export function createPreviewing<Stores extends { previews: PreviewStore; events: EventLog }>(parts: {
  transact: Transact<Stores>;
  content: ContentStore;
  keeper: FileKeeper;
  render: RenderFirstPage;
  clock: Clock;
}): Previewing {
  const { transact, content, keeper, render, clock } = parts;

  /** Takes the content up for one try; null when there is nothing to do now. */
  const takeUp = (sha256: string): Promise<WantedPreview | null> =>
    transact(async ({ previews }) => {
      const at = clock.now();
      const wanted = await previews.lockWanted(sha256);
      if (!wanted || wanted.nextTryAt > at) return null;
      if (wanted.tries >= mostTries) {
        await previews.setRefused(sha256, 'gave-up');
        return null;
      }
      const taken = { ...wanted, tries: wanted.tries + 1, nextTryAt: new Date(at.getTime() + lease) };
      await previews.noteTry(sha256, taken);
      return taken;
    });

  const attempt = async ({ sha256, type }: WantedPreview, signal: AbortSignal): Promise<MadePreview | PreviewRefusal> => {
    const stream = await content.open(sha256);
    if (!stream) return 'broken';
    const rendered = await render(stream, type, signal);
    if (rendered.kind === 'refused') return rendered.reason;
    const { png, width, height, pages } = rendered;
    const about = { name: null, claimedType: 'image/png', limits: { mostBytes: mostPictureBytes, families: ['image'] as const } };
    const kept = await keeper.keep(png, about);
    return kept.kind === 'kept' ? { sha256: kept.file.sha256, size: kept.file.size, width, height, pages } : 'too-large';
  };

  const settle = (taken: WantedPreview, outcome: MadePreview | PreviewRefusal): Promise<void> =>
    transact(async (stores) => {
      const wanted = await stores.previews.lockWanted(taken.sha256);
      // Another try took it up meanwhile: what counts is how that one ends.
      if (wanted?.tries !== taken.tries) return;
      if (typeof outcome === 'string') return stores.previews.setRefused(taken.sha256, outcome);
      await stores.previews.setMade(taken.sha256, outcome);
      const shown = await stores.previews.shownIn(taken.sha256, mostTold);
      const at = clock.now();
      await stores.events.append(shown.map(({ attachmentId, ticketId }) =>
        ({ name: 'attachment.previewed', at, actor: deskActor, ticketId, after: { attachment: attachmentId } })));
    });

  const putOff = (taken: WantedPreview): Promise<void> =>
    transact(async ({ previews }) => {
      const wanted = await previews.lockWanted(taken.sha256);
      if (wanted?.tries !== taken.tries) return;
      await previews.noteTry(taken.sha256, { tries: taken.tries, nextTryAt: new Date(clock.now().getTime() + pause) });
    });

  return {
    makePreview: async (sha256, signal = new AbortController().signal) => {
      const taken = await takeUp(sha256);
      if (!taken) return;
      const outcome = await attempt(taken, signal).catch(async (error: unknown) => {
        await putOff(taken);
        throw error;
      });
      await settle(taken, outcome);
    },
  };
}
