import { sql } from 'kysely';

const asFile = sql`json_build_object('id', a.id, 'fallback', coalesce(a.recording_id, (a.place + 1)::text), 'name', a.name,
  'claimed', a.claimed_type, 'type', a.type, 'size', a.size, 'state', a.state, 'reason', a.reason, 'inline', a.inline,
  'preview', (select json_build_object('width', p.width, 'height', p.height, 'pages', p.pages) from previews p where p.sha256 = a.sha256 and p.state = 'made'))`;

/** The files of a contact `c`, in the order in which they came. */
export const filesOfContact = sql`(select json_agg(${asFile} order by a.place, a.id) from attachments a where a.contact_id = c.id)`;

/** The files of a reply `r`. */
export const filesOfReply = sql`(select json_agg(${asFile} order by a.place, a.id) from attachments a where a.reply_id = r.id)`;

/** The recording that an event `e` tells of. */
export const recordingOfEvent = sql`(
  select json_build_object('id', r.id, 'kind', r.kind, 'seconds', r.seconds, 'transcript', r.transcript,
    'file', (select ${asFile} from attachments a where a.recording_id = r.id))
  from recordings r
  where e.name in ('voicemail.left', 'recording.received', 'transcription.received') and r.id = e.after ->> 'recording')`;
