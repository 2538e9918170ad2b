import type { Deleting, Fetching } from '../desk/files/index.ts';
import type { JobHandlers } from './handlers.ts';
import { deleteRecordingPayload, fetchFilePayload } from './jobs.ts';

/** Queue `files`: fetches what came with contacts and calls, and deletes the provider's copies. Aborting ends what is being fetched. */
export function fileHandlers(parts: { fetching: Fetching; deleting: Deleting; signal: AbortSignal }): JobHandlers {
  return {
    'fetch-file': async (data) => {
      await parts.fetching.fetchFile(fetchFilePayload.parse(data).attachmentId, parts.signal);
    },
    'delete-recording': async (data) => {
      await parts.deleting.deleteRecording(deleteRecordingPayload.parse(data).recordingId);
    },
  };
}
