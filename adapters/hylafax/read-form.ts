import type { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError, invalidInput } from '../../src/core/index.ts';
import type { ByteStream, Kept, StoredFile } from '../../src/desk/files/index.ts';

/** Keeps a file as its bytes come. */
export type KeepFaxFile = (content: ByteStream, about: { name: string | null }) => Promise<Kept>;

export interface FaxForm {
  file: StoredFile;
  fields: Record<string, string>;
}

const mostFieldBytes = 2_000;

/**
 * Reads a form with one file, the field `file`, and a few short ones, in any order. Throws `invalid_input` (400) for a
 * broken one, `too_large` (413), `unsupported_type` (415) and `empty_file` (422) for its file.
 */
export async function readFaxForm(request: FastifyRequest, { keep, maxMegabytes }: { keep: KeepFaxFile; maxMegabytes: number }): Promise<FaxForm> {
  const found: { kept: Kept | null; faults: unknown[]; fields: Record<string, string> } = { kept: null, faults: [], fields: {} };
  try {
    const limits = { fields: 20, files: 1, parts: 21, headerPairs: 50, fieldSize: mostFieldBytes, fieldNameSize: 100, fileSize: maxMegabytes * 1024 * 1024 + 1 };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') found.kept = await keepOne(part, keep, found);
      else if (typeof part.value === 'string' && !part.valueTruncated) found.fields[part.fieldname] = part.value;
      else throw invalidInput({ [part.fieldname]: 'is too long' });
    }
  } catch (error) {
    if (found.faults.length > 0 || error instanceof AppError) throw error;
    throw invalidInput({ body: 'the form could not be read to its end' });
  } finally {
    // What is left of the body is let run out: who sends it reads the answer only then.
    request.raw.unpipe();
    request.raw.resume();
  }
  if (!found.kept) throw invalidInput({ file: 'is missing' });
  return { file: orRefuse(found.kept, maxMegabytes), fields: found.fields };
}

async function keepOne(part: MultipartFile, keep: KeepFaxFile, found: { faults: unknown[] }): Promise<Kept> {
  if (part.fieldname !== 'file') throw invalidInput({ [part.fieldname]: 'is no file of a fax' });
  const fate = { broke: false };
  try {
    const kept = await keep(piecesOf(part.file, fate), { name: part.filename || null });
    // The parser goes on only when a file was read to its end.
    part.file.resume();
    return kept;
  } catch (error) {
    if (!fate.broke) found.faults.push(error);
    throw error;
  }
}

/** The stream, which is not torn down when its reader has seen enough; notes when it was the stream that broke. */
async function* piecesOf(file: Readable, fate: { broke: boolean }): ByteStream {
  try {
    for await (const piece of file.iterator({ destroyOnReturn: false })) if (piece instanceof Uint8Array) yield piece;
  } catch (error) {
    fate.broke = true;
    throw error;
  }
}

function orRefuse(kept: Kept, maxMegabytes: number): StoredFile {
  if (kept.kind === 'kept') return kept.file;
  if (kept.reason === 'too-large') throw new AppError({ code: 'too_large', status: 413, publicMessage: `A fax may have at most ${maxMegabytes} MB.` });
  if (kept.reason === 'empty') throw new AppError({ code: 'empty_file', status: 422, publicMessage: 'The file is empty.' });
  throw new AppError({ code: 'unsupported_type', status: 415, publicMessage: 'A fax is a TIFF or a PDF; the bytes of this file are neither.' });
}
