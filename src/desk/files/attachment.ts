import type { Refusal, StoredFile } from './keeper.ts';

/** `to-fetch`: still at the provider; `refused`: larger or other than the desk takes; `lost`: it could not be had; `expired`: removed after the time it is kept. */
export type AttachmentState = 'to-fetch' | 'stored' | 'refused' | 'lost' | 'expired';

/** Why a file is not there (yet). */
export type AttachmentReason = Refusal | 'not-found' | 'unreachable' | 'foreign-address' | 'no-credentials' | 'not-kept';

/** An attachment as people see it. `url` is a signed path that lives for an hour at most, empty unless the file is stored. */
export interface AttachmentView {
  id: string;
  name: string;
  /** What it is; what it claimed to be while that is all that is known. */
  contentType: string;
  size: number | null;
  state: AttachmentState;
  reason: string | null;
  /** It is shown inside the text of its mail rather than beside it. */
  inline: boolean;
  url: string;
  /** A picture of its first page, under a signed path of its own; null where there is none (yet). */
  preview: PreviewView | null;
}

/** `width` and `height` in pixels; `pages` of the file, null when they could not be counted. */
export interface PreviewView {
  url: string;
  width: number;
  height: number;
  pages: number | null;
}

/** A message left on the telephone, or what an agent and a customer said. */
export type RecordingKind = 'voicemail' | 'conversation';

/** A recording as people see it; `url` as an attachment's, MP3 as a rule. */
export interface RecordingView {
  id: string;
  kind: RecordingKind;
  seconds: number;
  state: AttachmentState;
  reason: string | null;
  url: string;
  /** What is said in it, where the provider wrote that down. */
  transcript: string | null;
}

/** A stored file on its way to somebody who may see it; `fallback` names one that came without a name. */
export type DownloadableFile = StoredFile & { fallback: string };

/** Reads files for people, outside of any transaction. */
export interface FileReader {
  /** Null when there is no such file, it is not stored, or it is no part of this ticket (any more). */
  read(link: { attachmentId: string; ticketId: string }): Promise<DownloadableFile | null>;
  /** The picture of its first page; null for any file that `read` does not give, and where there is none (yet). */
  readPreview(link: { attachmentId: string; ticketId: string }): Promise<DownloadableFile | null>;
}
