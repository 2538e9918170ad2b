import type { webApi } from '@slack/bolt';
import { AppError, type OutboundText, type Sender, type SendOutcome } from '../../src/core/index.ts';
import type { ByteStream } from '../../src/desk/files/index.ts';
import { askSolved } from './blocks/resolution-card.ts';
import { findSent } from './find-sent.ts';
import { messageIdOf, readPlace } from './place.ts';
import { translateSendFault } from './send-faults.ts';
import { createUploads } from './uploads.ts';

export interface SlackSenderOptions {
  client: webApi.WebClient;
  /** The bytes of a file of ours; null when they are gone. */
  openFile: (sha256: string) => Promise<ByteStream | null>;
}

/** Under which a message of ours keeps its name, so that it can be found again. */
const metadataType = 'ventanilla_delivery';

/**
 * Posts to a thread (`to` is `room/thread`), to a room or to a person; `providerId` is `room/message`. The bytes of files
 * go first, where nobody sees them, then the text, then the files are shown under it. A text of which Slack did not say
 * whether it took it is looked for at once.
 */
export function createSlackSender({ client, openFile }: SlackSenderOptions): Sender {
  const uploads = createUploads(client, openFile);
  const find = (text: OutboundText, since: Date) => findSent(client, text, since);

  const post = async (text: OutboundText, place: { channel: string; thread: string | null }): Promise<SendOutcome & { at?: { channel: string; ts: string } }> => {
    const began = new Date();
    try {
      const { channel = place.channel, ts = '' } = await client.chat.postMessage({
        channel: place.channel, text: text.body, ...(place.thread === null ? {} : { thread_ts: place.thread }),
        mrkdwn: true, unfurl_links: false, unfurl_media: false,
        ...(text.question && { blocks: askSolved(text.question) }),
        ...(text.reference === undefined ? {} : { metadata: { event_type: metadataType, event_payload: { reference: text.reference } } }),
      });
      return sentAt(channel, ts, place.thread);
    } catch (error) {
      try {
        return translateSendFault(error);
      } catch (fault) {
        if (fault instanceof AppError || text.reference === undefined) throw fault;
        const found = await find({ ...text, files: [] }, began).catch(() => null);
        const where = found && readPlace(found.providerId);
        if (!where?.thread) throw fault;
        return sentAt(where.channel, where.thread, place.thread);
      }
    }
  };

  return {
    send: async (text) => {
      const place = readPlace(text.to);
      if (!place) return { kind: 'refused', code: 'slack_bad_place', message: 'This is no place in Slack.' };
      const uploaded = await uploads.put(text.files ?? []);
      if (uploaded.kind === 'refused') return uploaded;
      const { at, ...outcome } = await post(text, place);
      if (outcome.kind === 'sent' && at && uploaded.ids.length > 0) await uploads.show(uploaded.ids, { channel: at.channel, thread: place.thread ?? at.ts });
      return outcome;
    },
    find,
  };
}

function sentAt(channel: string, ts: string, thread: string | null) {
  const providerId = messageIdOf(channel, ts);
  return { kind: 'sent' as const, providerId, at: { channel, ts }, ...(thread === null ? { begins: providerId } : {}) };
}
