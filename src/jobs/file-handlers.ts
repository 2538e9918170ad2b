import type { Deleting, Fetching, Previewing } from '../desk/files/index.ts';
import type { JobHandlers } from './handlers.ts';
import { deleteRecordingPayload, fetchFilePayload, makePreviewPayload } from './jobs.ts';

/** Queue `files`: fetches what came with contacts and calls, draws first pages, and deletes the provider's copies. Aborting ends what is being fetched or drawn. */
export function fileHandlers(parts: { fetching: Fetching; deleting: Deleting; previewing: Previewing; signal: AbortSignal }): JobHandlers {
  return {
    'fetch-file': async (data) => {
      await parts.fetching.fetchFile(fetchFilePayload.parse(data).attachmentId, parts.signal);
    },
    'make-preview': async (data) => {
      await parts.previewing.makePreview(makePreviewPayload.parse(data).sha256, parts.signal);
    },
    'delete-recording': async (data) => {
      await parts.deleting.deleteRecording(deleteRecordingPayload.parse(data).recordingId);
    },
  };
}
