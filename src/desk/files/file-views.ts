import type { AttachmentState, AttachmentView, PreviewView, RecordingKind, RecordingView } from './attachment.ts';
import type { FileLinks, MailLinks } from './file-link.ts';
import { downloadName, safeName } from './file-name.ts';

/** An attachment as it is stored; `fallback` names one that came without a name. */
export interface HeldFile {
  id: string;
  fallback: string;
  name: string | null;
  claimed: string;
  type: string | null;
  size: number | null;
  state: AttachmentState;
  reason: string | null;
  /** It is shown inside a text rather than beside it. */
  inline: boolean;
  /** Left out or null: there is no picture of its first page. */
  preview?: { width: number; height: number; pages: number | null } | null;
}

export interface HeldRecording {
  id: string;
  kind: RecordingKind;
  seconds: number;
  transcript: string | null;
  /** Null before anything is known of its file. */
  file: HeldFile | null;
}

/** Gives files their addresses as parts of this ticket. */
export function createFileViews(links: { files: Pick<FileLinks, 'pathOf'>; mails: Pick<MailLinks, 'pathOf'> }, ticketId: string): FileViews {
  const urlOf = (file: HeldFile) => (file.state === 'stored' ? links.files.pathOf({ attachmentId: file.id, ticketId }) : '');
  return {
    attachment: (file: HeldFile): AttachmentView => {
      const contentType = file.type ?? file.claimed;
      return {
        id: file.id, name: downloadName(safeName(file.name), contentType, file.fallback), contentType, size: file.size,
        state: file.state, reason: file.reason, inline: file.inline, url: urlOf(file), preview: previewOf(file, urlOf(file)),
      };
    },
    recording: ({ file, ...recording }: HeldRecording): RecordingView => ({
      ...recording, state: file?.state ?? 'to-fetch', reason: file?.reason ?? null, url: file ? urlOf(file) : '',
    }),
    mailUrl: (contactId) => links.mails.pathOf({ contactId, ticketId }),
  };
}

function previewOf({ preview }: HeldFile, url: string): PreviewView | null {
  return !preview || url === '' ? null : { url: `${url}/preview`, ...preview };
}

/** Shows files as parts of one ticket. */
export interface FileViews {
  attachment(file: HeldFile): AttachmentView;
  recording(recording: HeldRecording): RecordingView;
  /** Where the HTML of a contact that came as mail is shown. */
  mailUrl(contactId: string): string;
}
