import multipart from '@fastify/multipart';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, createRateLimit } from '../../core/index.ts';
import { createByteBudget } from '../byte-budget.ts';
import type { ApiDeps } from '../deps.ts';
import { placeOf } from '../place-of.ts';
import { refusals } from '../schemas/fields.ts';
import { takeFile, takenFileSchema, toTakenFile } from '../take-file.ts';

const path = '/chat/files';
const window = 10 * 60_000;
const mostOfVisitor = 30;
const mostOfAddress = 100;

/** Files that visitors of the chat send: taken in one at a time, then named by their tokens in what they say. */
export function chatFileRoutes(deps: Pick<ApiDeps, 'desk' | 'fileKeeper' | 'uploadTokens' | 'visitorTokens' | 'clock'>): FastifyPluginAsyncZod {
  const { desk, fileKeeper, uploadTokens, visitorTokens, clock } = deps;
  const { origins } = desk.chat;
  const ofVisitor = createRateLimit(clock, mostOfVisitor, window);
  const ofAddress = createRateLimit(clock, mostOfAddress, window);
  const budget = createByteBudget(clock, desk.files);

  /** Before the body is read: who it is from, and whether they may. */
  const visitorOf = (request: FastifyRequest): string => {
    const { origin, authorization = '' } = request.headers;
    if (origins.length > 0 && origin !== undefined && !origins.includes(origin)) {
      throw new AppError({ code: 'wrong_origin', status: 403, publicMessage: 'This page may not show the chat.' });
    }
    const visitorId = visitorTokens.read(/^Bearer (\S{1,200})$/i.exec(authorization)?.[1] ?? '');
    if (visitorId === null) throw new AppError({ code: 'unauthorized', status: 401, publicMessage: 'Bring the token of the chat.' });
    const place = placeOf(request);
    if (budget.isSpent(place) || !ofVisitor.allows(visitorId) || !ofAddress.allows(place)) {
      throw new AppError({ code: 'too_many_requests', status: 429, publicMessage: 'Too many files at once. Please wait a few minutes.' });
    }
    return visitorId;
  };

  return async (app) => {
    await app.register(multipart, { throwFileSizeLimit: false });
    app.addHook('onRequest', async (request, reply) => allowPages(request, reply, origins));
    app.options(path, { schema: { hide: true } }, (_request, reply) =>
      reply.code(204).headers({ 'access-control-allow-methods': 'POST', 'access-control-allow-headers': 'authorization', 'access-control-max-age': '600' }).send());
    app.post(
      path,
      {
        schema: {
          tags: ['requests'], security: [{ bearer: [] }], consumes: ['multipart/form-data'],
          summary: 'Take in one file (the field `file`) of a visitor of the chat, to be sent with what they say within 23 hours',
          response: { 201: z.object({ file: takenFileSchema }), ...refusals },
        },
      },
      async (request, reply) => {
        const visitorId = visitorOf(request);
        const file = await takeFile(request, { fileKeeper, maxMegabytes: desk.files.maxMegabytes });
        budget.spend(placeOf(request), file.size);
        return reply.code(201).send({ file: toTakenFile(file, uploadTokens.make(file, visitorId)) });
      },
    );
  };
}

/** Which pages may read the answer (Fetch, CORS protocol); never with a cookie. */
async function allowPages(request: FastifyRequest, reply: FastifyReply, origins: string[]): Promise<void> {
  const { origin } = request.headers;
  reply.header('cross-origin-resource-policy', 'cross-origin');
  if (origins.length === 0) reply.header('access-control-allow-origin', '*');
  else {
    reply.header('vary', 'origin');
    if (origin !== undefined && origins.includes(origin)) reply.header('access-control-allow-origin', origin);
  }
}
