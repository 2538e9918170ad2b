import { createHash } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { AppError, admitBySecret, invalidShape, type Clock, type InboundFax } from '../../src/core/index.ts';
import { readFaxForm, type FaxForm, type KeepFaxFile } from './read-form.ts';

export interface HylafaxOptions {
  /** What the fax server brings; null: nothing is taken, and nothing is said of there being such a way. */
  secret: string | null;
  keep: KeepFaxFile;
  /** Takes in one fax; `number` is null where it was kept and is no work for anybody. Rejects when it could not be stored. */
  take: (fax: InboundFax) => Promise<{ number: string | null }>;
  isClosed: () => boolean;
  maxMegabytes: number;
  clock: Clock;
}

const word = z.string().max(200).trim();
/** As the script in docker/hylafax sends them; `commid` is HylaFAX's id of the call. */
const fieldsSchema = z.object({
  from: word.default(''),
  to: word.default(''),
  commid: word.min(1, 'is required'),
  device: word.default(''),
  host: word.default(''),
  pages: z.union([z.literal(''), z.string().regex(/^\d{1,4}$/, 'a number of pages')]).default('').transform((text) => (Number(text) > 0 ? Number(text) : null)),
  received: z.union([z.literal(''), z.iso.datetime({ offset: true })]).default(''),
  error: z.string().max(2_000).default(''),
});

/**
 * `POST /webhooks/fax`: what a fax server received, one form a fax. 2xx means that it is stored; the same fax again has
 * the same answer. 401 without the secret, 404 while there is none, 503 while the channel is closed or the store is out of reach.
 */
export function createHylafaxPlugin(options: HylafaxOptions): FastifyPluginAsync {
  const { secret, isClosed } = options;
  return async (app) => {
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      await scope.register(multipart, { throwFileSizeLimit: false });
      // Whatever else comes is refused by what it is, after who sends it.
      scope.addContentTypeParser('*', (_request, payload, done) => {
        payload.resume();
        done(null);
      });
      scope.addHook('onRequest', async (request, reply) => {
        const challenge = (how: string) => void reply.header('www-authenticate', how);
        admitBySecret({ authorization: request.headers.authorization, challenge }, { what: 'faxes', secret, schemes: ['bearer'], isClosed });
      });
      scope.post('/webhooks/fax', { schema: { hide: true } }, async (request, reply) => {
        if (!request.isMultipart()) {
          throw new AppError({ code: 'unsupported_media_type', status: 415, publicMessage: 'The body must be a form with a file (multipart/form-data).' });
        }
        const fax = faxOf(await readFaxForm(request, options), options.clock.now());
        const { number } = await options.take(fax);
        return reply.code(number === null ? 202 : 201).send({ ticket: number });
      });
    });
  };
}

function faxOf({ file, fields }: FaxForm, now: Date): InboundFax {
  const parsed = fieldsSchema.safeParse(fields);
  if (!parsed.success) throw invalidShape(parsed.error);
  const { from, to, commid, device, host, pages, received, error } = parsed.data;
  const told = received === '' ? now : new Date(received);
  return {
    // One call may bring several faxes, and ids of calls count for one server only.
    providerId: `hylafax:${createHash('sha256').update(JSON.stringify([host, device, commid, file.sha256])).digest('hex')}`,
    from, to, pages, fault: error, receivedAt: told < now ? told : now,
    files: [{ url: '', contentType: file.type, ...(file.name !== null && { name: file.name }), file: { sha256: file.sha256, size: file.size } }],
  };
}
