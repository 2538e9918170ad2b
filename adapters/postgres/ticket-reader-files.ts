import { sql } from 'kysely';
import {
  downloadName, type AttachmentState, type AttachmentView, type FileLinks, type RecordingKind, type RecordingView,
} from '../../src/desk/files/index.ts';

/** An attachment as the timeline's statement gives it, as JSON. */
export interface HeldFile {
  id: string;
  fallback: string;
  name: string | null;
  claimed: string;
  type: string | null;
  size: number | null;
  state: AttachmentState;
  reason: string | null;
}

export interface HeldRecording {
  id: string;
  kind: RecordingKind;
  seconds: number;
  transcript: string | null;
  /** Null before anything is known of its file. */
  file: HeldFile | null;
}

const asFile = sql`json_build_object('id', a.id, 'fallback', coalesce(a.recording_id, (a.place + 1)::text), 'name', a.name,
  'claimed', a.claimed_type, 'type', a.type, 'size', a.size, 'state', a.state, 'reason', a.reason)`;

/** The files of a contact `c`, in the order in which they came. */
export const filesOfContact = sql`(select json_agg(${asFile} order by a.place, a.id) from attachments a where a.contact_id = c.id)`;

/** The recording that an event `e` tells of. */
export const recordingOfEvent = sql`(
  select json_build_object('id', r.id, 'kind', r.kind, 'seconds', r.seconds, 'transcript', r.transcript,
    'file', (select ${asFile} from attachments a where a.recording_id = r.id))
  from recordings r
  where e.name in ('voicemail.left', 'recording.received', 'transcription.received') and r.id = e.after ->> 'recording')`;

/** Gives files their addresses as parts of this ticket. */
export function createFileViews(links: Pick<FileLinks, 'pathOf'>, ticketId: string) {
  const urlOf = (file: HeldFile) => (file.state === 'stored' ? links.pathOf({ attachmentId: file.id, ticketId }) : '');
  return {
    attachment: (file: HeldFile): AttachmentView => {
      const contentType = file.type ?? file.claimed;
      return {
        id: file.id, name: downloadName(file.name, contentType, file.fallback), contentType, size: file.size,
        state: file.state, reason: file.reason, url: urlOf(file),
      };
    },
    recording: ({ file, ...recording }: HeldRecording): RecordingView => ({
      ...recording, state: file?.state ?? 'to-fetch', reason: file?.reason ?? null, url: file ? urlOf(file) : '',
    }),
  };
}

export type FileViews = ReturnType<typeof createFileViews>;
