import type { webApi } from '@slack/bolt';
import { AppError, unavailable, type OutboundFile, type SendOutcome } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import { translateHiddenFault } from './send-faults.ts';

export interface Uploads {
  /** Hands over the bytes, which nobody sees yet. Throws a retryable AppError when that failed: it can be done again. */
  put(files: readonly OutboundFile[]): Promise<{ kind: 'put'; ids: { id: string; title: string }[] } | Extract<SendOutcome, { kind: 'refused' }>>;
  /** Shows them in a thread. Throws an AppError that is not retryable when they cannot be shown there. */
  show(files: { id: string; title: string }[], where: { channel: string; thread: string }): Promise<void>;
}

const wholeWithinMs = 60_000;
const mostTries = 3;

/** docs.slack.dev/messaging/working-with-files: an address for each file, its bytes, and then all of them at once. */
export function createUploads(client: webApi.WebClient, openFile: (sha256: string) => Promise<ByteStream | null>): Uploads {
  const putOne = async ({ name, size, sha256 }: OutboundFile): Promise<{ id: string; title: string } | null> => {
    const bytes = await openFile(sha256);
    if (!bytes) return null;
    const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({ filename: name, length: size });
    if (url === undefined || id === undefined) throw unavailable('Slack');
    const answer = await fetch(url, { method: 'POST', body: new Blob(await collect(bytes)), redirect: 'error', signal: AbortSignal.timeout(wholeWithinMs) });
    await answer.body?.cancel();
    if (!answer.ok) throw unavailable('Slack');
    return { id, title: name };
  };

  return {
    put: async (files) => {
      const ids: { id: string; title: string }[] = [];
      for (const file of files) {
        try {
          const put = await putOne(file);
          if (!put) return { kind: 'refused', code: 'slack_file_gone', message: 'A file of this answer is gone.' };
          ids.push(put);
        } catch (error) {
          if (error instanceof AppError) throw error;
          return translateHiddenFault(error);
        }
      }
      return { kind: 'put', ids };
    },
    show: async (files, { channel, thread }) => {
      const [first, ...others] = files;
      if (!first) return;
      for (let tries = 1; ; tries += 1) {
        try {
          await client.files.completeUploadExternal({ files: [first, ...others], channel_id: channel, thread_ts: thread });
          return;
        } catch (cause) {
          if (tries < mostTries) continue;
          throw new AppError({ code: 'slack_files_not_shown', status: 502, publicMessage: 'The text is in Slack, its files are not.', cause });
        }
      }
    },
  };
}

async function collect(bytes: ByteStream): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of bytes) pieces.push(new Uint8Array(piece));
  return pieces;
}
