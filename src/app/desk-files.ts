import { createContentStore } from '../../adapters/files/index.ts';
import { createFirstPageRenderer } from '../../adapters/preview/index.ts';
import { createFileReader } from '../../adapters/postgres/file-reader.ts';
import { createMailReader } from '../../adapters/postgres/mail-reader.ts';
import {
  createDeleting, createFetching, createFileKeeper, createFileLinks, createFileSweep, createFileViews, createMailLinks, createPreviewing, createUploadTokens,
} from '../desk/files/index.ts';
import type { DeskGround, DeskParts } from './desk-parts.ts';

/** Files: taken in or fetched, kept, given out by addresses, and let go of when their time is over. */
export function composeFiles({ database, transact, desk, clock }: DeskGround, parts: Pick<DeskParts, 'filesFolder' | 'fileSource' | 'secret'>) {
  const content = createContentStore(parts.filesFolder);
  const fileKeeper = createFileKeeper({ transact, content, clock });
  const fileLinks = createFileLinks(parts.secret, clock);
  const mailLinks = createMailLinks(parts.secret, clock);
  const source = parts.fileSource ?? null;
  const { deleteAtProvider, transcribe } = desk.recording;
  const fileRules = {
    mostBytes: desk.files.maxMegabytes * 1024 * 1024,
    // What the provider is still listening to must not go.
    deleteAfterSeconds: deleteAtProvider ? (transcribe ? 3_600 : 0) : null,
  };
  const retention = { recordingDays: desk.recording.retentionDays, attachmentDays: desk.files.retentionDays, deleteAtProvider };
  return {
    content, fileKeeper, fileLinks, mailLinks,
    uploadTokens: createUploadTokens(parts.secret, clock),
    fileViews: (ticketId: string) => createFileViews({ files: fileLinks, mails: mailLinks }, ticketId),
    fileReader: createFileReader(database.db),
    mailReader: createMailReader(database.db),
    fetching: createFetching({ transact, keeper: fileKeeper, source, rules: fileRules, clock }),
    previewing: createPreviewing({ transact, content, keeper: fileKeeper, render: createFirstPageRenderer(), clock }),
    deleting: createDeleting({ transact, content, source, clock }),
    sweepFiles: createFileSweep({ transact, content, rules: retention }),
  };
}
