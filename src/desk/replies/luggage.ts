import { downloadName, safeName } from '../files/index.ts';
import type { Hanging, Outgoing, ReplyStores } from './reply.ts';

/**
 * What one text of a reply takes along: the files go with the last, so that they follow the words, and how all
 * of it was laid out.
 */
export async function luggageOf(stores: Pick<ReplyStores, 'replies'>, { delivery: { replyId, part, parts }, from, kind }: Outgoing): Promise<Hanging> {
  if (kind !== 'agent') return { from };
  const { html, files } = await stores.replies.luggageOf(replyId);
  return {
    from,
    html,
    files: part < parts ? [] : files.map(({ name, type, size, sha256 }, place) =>
      ({ name: downloadName(safeName(name), type, String(place + 1)), type, size, sha256 })),
  };
}
