import type { Signals } from '../../core/index.ts';

/** A picture of a file's first page, as it is stored. */
export interface MadePreview {
  /** Of the picture, a PNG. */
  sha256: string;
  /** In bytes. */
  size: number;
  /** In pixels that are as high as wide. */
  width: number;
  height: number;
  /** Of the file; null when they could not be counted. */
  pages: number | null;
}

/**
 * Why a file has no picture. `broken`: it cannot be read; `encrypted`: it asks for a password; `too-large`: a picture of
 * it would take too many pixels or too much memory; `too-slow`: it took too long; `gave-up`: every try died.
 */
export type PreviewRefusal = 'broken' | 'encrypted' | 'too-large' | 'too-slow' | 'gave-up';

/** Types of files whose first page is shown. */
const previewable: ReadonlySet<string> = new Set(['image/tiff', 'application/pdf']);

export interface PreviewWishStore {
  /** Notes that these contents are to have a picture; those that have one, or are to, or cannot, stay as they are. */
  want(files: { sha256: string; type: string }[], at: Date): Promise<void>;
}

/** A file that is to have a picture, as it is found under its row's lock. */
export interface WantedPreview {
  sha256: string;
  type: string;
  tries: number;
  nextTryAt: Date;
}

export interface PreviewStore extends PreviewWishStore {
  /** Locks a content that is still to have a picture. Null for any other. */
  lockWanted(sha256: string): Promise<WantedPreview | null>;
  /** Counts a try; until `nextTryAt` nobody else tries. */
  noteTry(sha256: string, change: { tries: number; nextTryAt: Date }): Promise<void>;
  setMade(sha256: string, made: MadePreview): Promise<void>;
  setRefused(sha256: string, reason: PreviewRefusal): Promise<void>;
  /** Where the content is shown, the newest first. */
  shownIn(sha256: string, most: number): Promise<{ attachmentId: string; ticketId: string }[]>;
}

/** Asks, in the transaction that stores these files with a ticket, for pictures of those that can have one. */
export async function wantPreviews(
  stores: { previews: PreviewWishStore; signals: Signals }, files: readonly { sha256: string; type: string }[], at: Date,
): Promise<void> {
  const wanted = files.filter(({ type }) => previewable.has(type));
  if (wanted.length === 0) return;
  await stores.previews.want(wanted, at);
  for (const { sha256 } of wanted) stores.signals.raise({ kind: 'make-preview', sha256 });
}
