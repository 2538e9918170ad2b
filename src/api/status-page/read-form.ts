import type { Readable } from 'node:stream';
import type { Multipart, MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { invalidShape, storableText } from '../../core/index.ts';
import { safeName, type ByteStream, type Kept, type StoredFile } from '../../desk/files/index.ts';
import { longText } from '../schemas/fields.ts';
import type { FormFault, FormLimits } from './write-form.ts';

/** What arrived: all that could be read, and why the rest was not taken. */
export interface SentForm {
  text: string;
  /** Names this one view of the page; null when none came. */
  key: string | null;
  files: StoredFile[];
  faults: FormFault[];
}

/** Takes in one file as it arrives. */
export type KeepFile = (content: ByteStream, about: { name: string | null; claimedType: string | null }) => Promise<Kept>;

/** Bytes of one field: room for the longest text, every line of which ends in two bytes. */
const mostFieldBytes = 1024 * 1024;

export function emptyForm(): SentForm {
  return { text: '', key: null, files: [], faults: [] };
}

/**
 * Reads a page's form (multipart/form-data, RFC 7578) into `form`, files as they come. Whatever was sent gives a form;
 * rejects only with what `keep` rejects with, and then what came before stands in the form.
 */
export async function readForm(request: FastifyRequest, form: SentForm, keep: KeepFile, limits: FormLimits): Promise<void> {
  if (!request.isMultipart()) return;
  const parts = request.parts({
    limits: {
      fields: 10, files: limits.mostFiles, parts: limits.mostFiles + 10, headerPairs: 50,
      fieldSize: mostFieldBytes, fileSize: limits.mostBytes + 1,
    },
  });
  try {
    for (let part = await nextOf(parts, form); part !== null; part = await nextOf(parts, form)) {
      if (part.type === 'file') await takeFile(form, part, keep);
      else takeField(form, part, limits);
    }
  } finally {
    // What is left of the body is let run out: the browser reads the answer only when it has sent everything.
    request.raw.unpipe();
    request.raw.resume();
  }
}

/** A program's way: `{text}`. Throws `invalid_input` (400). */
export function readJsonForm(request: FastifyRequest, form: SentForm): void {
  const read = z.object({ text: longText }).safeParse(request.body);
  if (!read.success) throw invalidShape(read.error);
  const key = request.headers['idempotency-key'];
  form.text = read.data.text;
  form.key = typeof key === 'string' && key !== '' ? key : null;
}

export function isJsonBody(request: FastifyRequest): boolean {
  return /^application\/json\b/i.test(request.headers['content-type'] ?? '');
}

async function nextOf(parts: AsyncIterator<Multipart>, form: SentForm): Promise<Multipart | null> {
  try {
    const next = await parts.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    // The parser's own faults, and what is no multipart at all.
    if (isTooManyFiles(error)) form.faults.push({ field: 'files', kind: 'too-many' });
    else markUnreadable(form);
    return null;
  }
}

function markUnreadable(form: SentForm): void {
  if (!form.faults.some(({ kind }) => kind === 'unreadable')) form.faults.push({ field: 'text', kind: 'unreadable' });
}

function isTooManyFiles(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'FST_FILES_LIMIT';
}

function takeField(form: SentForm, { fieldname, value, valueTruncated }: MultipartValue, limits: FormLimits): void {
  if (typeof value !== 'string') return;
  if (fieldname === 'key') form.key ??= value;
  if (fieldname !== 'text' || form.text !== '') return;
  form.text = storableText(value.replaceAll('\r\n', '\n'));
  const count = form.text.length > limits.mostCharacters ? [...form.text].length : 0;
  if (valueTruncated) form.faults.push({ field: 'text', kind: 'too-long', count: null });
  else if (count > limits.mostCharacters) form.faults.push({ field: 'text', kind: 'too-long', count });
}

async function takeFile(form: SentForm, part: MultipartFile, keep: KeepFile): Promise<void> {
  const name = part.filename || null;
  const broken: unknown[] = [];
  part.file.once('error', (error) => broken.push(error));
  let kept: Kept;
  try {
    kept = await keep(piecesOf(part.file), { name, claimedType: part.mimetype });
  } catch (error) {
    if (broken.length === 0 && !isTornDown(part.file)) throw error;
    markUnreadable(form);
    return;
  } finally {
    // Nobody may have read it to its end, and the fields behind it are still to come.
    part.file.resume();
  }
  if (kept.kind === 'kept') form.files.push(kept.file);
  // A browser sends an empty, nameless file when none was chosen.
  else if (name !== null || kept.reason !== 'empty') form.faults.push({ field: 'files', kind: kept.reason, name: safeName(name) });
}

/** The body broke off inside the file, perhaps before anybody listened to it. */
function isTornDown(file: Readable): boolean {
  return file.errored !== null || (file.destroyed && !file.readableEnded);
}

/** The stream, which is not torn down when its reader has seen enough. */
async function* piecesOf(file: Readable): ByteStream {
  for await (const piece of file.iterator({ destroyOnReturn: false })) if (piece instanceof Uint8Array) yield piece;
}
