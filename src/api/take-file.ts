import type { Readable } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, invalidInput } from '../core/index.ts';
import { downloadName, type ByteStream, type FileKeeper, type Kept, type Refusal, type StoredFile } from '../desk/files/index.ts';

/** A file that was taken in: `token` says later what it belongs to. */
export const takenFileSchema = z.object({ token: z.string(), name: z.string(), contentType: z.string(), size: z.number() });

export function toTakenFile({ name, type, size }: StoredFile, token: string): z.output<typeof takenFileSchema> {
  return { token, name: downloadName(name, type, '1'), contentType: type, size };
}

/** Reads the one file of a form (the field `file`) to its end and keeps it. Throws `invalid_input` (400), `too_large` (413), `unsupported_media_type` (415). */
export async function takeFile(request: FastifyRequest, { fileKeeper, maxMegabytes }: { fileKeeper: Pick<FileKeeper, 'keep'>; maxMegabytes: number }): Promise<StoredFile> {
  const mostBytes = maxMegabytes * 1024 * 1024;
  const keep = (file: MultipartFile) =>
    fileKeeper.keep(piecesOf(file.file), { name: file.filename || null, claimedType: file.mimetype, limits: { mostBytes } });
  return orRefuse(await keepOne(request, mostBytes, keep), maxMegabytes).file;
}

async function keepOne(request: FastifyRequest, mostBytes: number, keep: (file: MultipartFile) => Promise<Kept>): Promise<Kept> {
  if (!request.isMultipart()) {
    throw new AppError({ code: 'unsupported_media_type', status: 415, publicMessage: 'The body must be a form with a file (multipart/form-data).' });
  }
  const broken: unknown[] = [];
  try {
    const part = await request.file({ limits: { fields: 10, files: 1, parts: 11, headerPairs: 50, fileSize: mostBytes + 1 } }).catch((error: unknown) => {
      broken.push(error);
      throw error;
    });
    if (!part) throw invalidInput({ file: 'a file is missing' });
    part.file.once('error', (error) => broken.push(error));
    return await keep(part);
  } catch (error) {
    if (broken.length === 0) throw error;
    throw invalidInput({ file: 'the form could not be read to its end' });
  } finally {
    // What is left of the body is let run out: a browser reads the answer only when it has sent everything.
    request.raw.unpipe();
    request.raw.resume();
  }
}

const reasons: Record<Refusal, string> = {
  'too-large': 'is too large', empty: 'is empty', 'unknown-type': 'is of a type that is not taken', 'type-mismatch': 'is not what it says it is', program: 'is a program',
};

function orRefuse(kept: Kept, maxMegabytes: number): Extract<Kept, { kind: 'kept' }> {
  if (kept.kind === 'kept') return kept;
  if (kept.reason !== 'too-large') throw invalidInput({ file: reasons[kept.reason] });
  throw new AppError({ code: 'too_large', status: 413, publicMessage: `A file may have at most ${maxMegabytes} MB.`, fields: { file: reasons['too-large'] } });
}

/** The stream, which is not torn down when its reader has seen enough. */
async function* piecesOf(file: Readable): ByteStream {
  for await (const piece of file.iterator({ destroyOnReturn: false })) if (piece instanceof Uint8Array) yield piece;
}
