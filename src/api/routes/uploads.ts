import multipart from '@fastify/multipart';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiDeps } from '../deps.ts';
import { signedInOf, type Guard } from '../plugins/auth.ts';
import { refusals } from '../schemas/fields.ts';
import { takeFile, takenFileSchema, toTakenFile } from '../take-file.ts';

/** Files that agents send with their answers: taken in one at a time, then named by their tokens. */
export function uploadRoutes({ desk, fileKeeper, uploadTokens }: Pick<ApiDeps, 'desk' | 'fileKeeper' | 'uploadTokens'>, guard: Guard): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(multipart, { throwFileSizeLimit: false });
    app.addHook('onRequest', guard('agent'));

    app.post(
      '/api/files',
      {
        schema: {
          tags: ['tickets'], security: [{ bearer: [] }], consumes: ['multipart/form-data'],
          summary: 'Take in one file (the field `file`), to be sent with an answer within 23 hours',
          response: { 201: z.object({ file: takenFileSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const file = await takeFile(request, { fileKeeper, maxMegabytes: desk.files.maxMegabytes });
        return reply.code(201).send({ file: toTakenFile(file, uploadTokens.make(file, signedInOf(request).agent.id)) });
      },
    );
  };
}
