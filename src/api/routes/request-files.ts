import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, createAttemptWindows } from '../../core/index.ts';
import type { StoredFile, UploadTokens } from '../../desk/files/index.ts';
import { createByteBudget } from '../byte-budget.ts';
import type { ApiDeps } from '../deps.ts';
import { placeOf } from '../place-of.ts';
import { refusals } from '../schemas/fields.ts';
import { slowDown } from '../slow-down.ts';
import { takeFile, takenFileSchema, toTakenFile } from '../take-file.ts';

/** Files of one request. */
export const mostRequestFiles = 5;
/** Files that one place may send within five minutes, each at most as large as desk.yaml lets a file be; what no request names goes after a day. */
const mostPerPlace = 20;
/** Whose files these are: nobody's who has signed in. */
const owner = 'web-form';

/** Files for a request that is still being written: anybody may send some, so few are taken from one place. */
export function requestFileRoutes(deps: Pick<ApiDeps, 'desk' | 'fileKeeper' | 'uploadTokens' | 'clock'>): FastifyPluginAsyncZod {
  const { desk, fileKeeper, uploadTokens } = deps;
  const windows = createAttemptWindows(deps.clock);
  const budget = createByteBudget(deps.clock, desk.files);
  return async (app) => {
    await app.register(multipart, { throwFileSizeLimit: false });
    app.post(
      '/api/requests/files',
      {
        onRequest: async (request, reply) => {
          const place = placeOf(request);
          if (budget.isSpent(place)) throw new AppError({ code: 'slow_down', status: 429, publicMessage: 'Too many large files today. Please try again tomorrow.' });
          slowDown(reply, windows.attempt([[place, mostPerPlace]]), 'files');
        },
        schema: {
          tags: ['requests'], consumes: ['multipart/form-data'],
          summary: 'Take in one file (the field `file`), to be named in a request within 23 hours',
          response: { 201: z.object({ file: takenFileSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const file = await takeFile(request, { fileKeeper, maxMegabytes: desk.files.maxMegabytes });
        budget.spend(placeOf(request), file.size);
        return reply.code(201).send({ file: toTakenFile(file, uploadTokens.make(file, owner)) });
      },
    );
  };
}

/** The file that a token of a request names; null when it is none of ours, or over. */
export function requestFileOf(token: string, uploadTokens: UploadTokens): StoredFile | null {
  return uploadTokens.read(token, owner);
}
