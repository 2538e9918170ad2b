import type { Readable } from 'node:stream';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, invalidInput } from '../../core/index.ts';
import { downloadName, type ByteStream, type Kept, type Refusal } from '../../desk/files/index.ts';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';

const fileSchema = z.object({ token: z.string(), name: z.string(), contentType: z.string(), size: z.number() });

/** Files that agents send with their answers: taken in one at a time, then named by their tokens. */
export function uploadRoutes(deps: Pick<ApiDeps, 'desk' | 'fileKeeper' | 'uploadTokens'>, guard: Guard): FastifyPluginAsyncZod {
  const { desk, fileKeeper, uploadTokens } = deps;
  const mostBytes = desk.files.maxMegabytes * 1024 * 1024;
  const keep = (file: MultipartFile) =>
    fileKeeper.keep(piecesOf(file.file), { name: file.filename || null, claimedType: file.mimetype, limits: { mostBytes } });
  return async (app) => {
    await app.register(multipart, { throwFileSizeLimit: false });
    app.addHook('onRequest', guard('agent'));

    app.post(
      '/api/files',
      {
        schema: {
          tags: ['tickets'], security: [{ bearer: [] }], consumes: ['multipart/form-data'],
          summary: 'Take in one file (the field `file`), to be sent with an answer within 23 hours',
          response: { 201: z.object({ file: fileSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const { file } = orRefuse(await takeFile(request, mostBytes, keep), desk.files.maxMegabytes);
        const { name, type, size } = file;
        const token = uploadTokens.make(file, signedInOf(request).agent.id);
        return reply.code(201).send({ file: { token, name: downloadName(name, type, '1'), contentType: type, size } });
      },
    );
  };
}

async function takeFile(request: FastifyRequest, mostBytes: number, keep: (file: MultipartFile) => Promise<Kept>): Promise<Kept> {
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
