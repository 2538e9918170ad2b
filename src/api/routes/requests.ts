import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError, createAttemptWindows, invalidInput, levelSchema, localeSchema, newId, ticketNumber, type Attachment } from '../../core/index.ts';
import { findEntry, findService, serviceOfEntry, type DeskDefinition } from '../../desk/definition/index.ts';
import type { StoredFile, UploadTokens } from '../../desk/files/index.ts';
import { wayWords } from '../../desk/switches/index.ts';
import type { ApiDeps } from '../deps.ts';
import { isFromThisMachine, placeOf } from '../place-of.ts';
import { mailboxOf } from '../portal-session.ts';
import { emailSchema, line, longText, maybe, refusals } from '../schemas/fields.ts';
import { slowDown } from '../slow-down.ts';
import { mostRequestFiles, requestFileOf } from './request-files.ts';

const requestSchema = z.object({
  service: maybe(z.string().max(60)),
  entry: maybe(z.string().max(60)),
  subject: line(500),
  description: longText,
  name: line(200),
  email: emailSchema,
  phone: maybe(z.string().max(40).regex(/^\s*\+?[\d\s().\/-]{3,}$/, 'must be a telephone number')),
  impact: maybe(levelSchema),
  urgency: maybe(levelSchema),
  asset: maybe(z.string().max(60)).describe('One of `GET /api/portal/assets`'),
  locale: maybe(localeSchema),
  files: z.array(z.string().max(4_000)).max(mostRequestFiles).optional().describe('Tokens of POST /api/requests/files'),
});

/** The web form: no login, one ticket for every submission, and so many a minute from one place. */
export function requestRoutes(deps: Pick<ApiDeps, 'desk' | 'formDoor' | 'portal' | 'assetReader' | 'submitRequest' | 'statusLinks' | 'uploadTokens' | 'clock'>): FastifyPluginAsyncZod {
  const { desk, formDoor, submitRequest, statusLinks, uploadTokens, clock } = deps;
  const windows = createAttemptWindows(clock, { lasts: 60_000 });
  const most = desk.screening.requestsPerMinute;
  return async (app) => {
    app.post(
      '/api/requests',
      {
        onRequest: async (request, reply) => {
          demandOpen(reply, formDoor());
          if (!isFromThisMachine(request)) slowDown(reply, windows.attempt([[placeOf(request), most]]), 'requests');
        },
        schema: {
          tags: ['requests'], summary: 'Ask for something',
          headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
          body: requestSchema,
          response: {
            201: z.object({ ticket: z.object({ number: z.string(), statusUrl: z.string() }) }), ...refusals,
          },
        },
      },
      async (request, reply) => {
        demandOffered(desk, request.body);
        if (request.body.asset !== undefined) await demandTheirs(request, request.body.asset, deps);
        const { files: tokens = [], ...form } = request.body;
        const files = readFiles(tokens, uploadTokens);
        const { ticketId, number, statusKey } = await submitRequest({
          ...form,
          attachments: files.map(toAttachment),
          requestId: requestIdOf(request.headers['idempotency-key'], request.body),
          receivedAt: clock.now(),
        });
        const statusUrl = statusLinks.urlOf({ id: ticketId, statusKey });
        return reply.code(201).send({ ticket: { number: ticketNumber(number), statusUrl } });
      },
    );
  };
}

/** Seconds after which somebody who was refused may look again. */
const lookAgainAfter = 300;

function demandOpen(reply: FastifyReply, { open, ways }: ReturnType<ApiDeps['formDoor']>): void {
  if (open) return;
  reply.header('retry-after', lookAgainAfter);
  throw new AppError({
    code: 'channel_closed', status: 503, isMeant: true, publicMessage: `No requests are taken here at the moment.${wayWords.en.instead(ways)}`,
  });
}

/** Of what is not theirs it is not told whether it exists. */
async function demandTheirs(request: FastifyRequest, asset: string, { portal, assetReader }: Pick<ApiDeps, 'portal' | 'assetReader'>): Promise<void> {
  const email = await mailboxOf(request, portal);
  const theirs = email === null ? [] : await assetReader.ofMailbox(email);
  if (!theirs.some(({ id }) => id === asset)) throw invalidInput({ asset: 'must be the id of an asset of yours' });
}

function readFiles(tokens: string[], uploadTokens: UploadTokens): StoredFile[] {
  return tokens.map((token, place) => {
    const file = requestFileOf(token, uploadTokens);
    if (!file) throw invalidInput({ [`files.${place}`]: 'is not there any more: send it again' });
    return file;
  });
}

function toAttachment({ type, name, sha256, size }: StoredFile): Attachment {
  return { url: '', contentType: type, ...(name !== null && { name }), file: { sha256, size } };
}

/** The key counts for one and the same form only: a guess of it must not give away a ticket's link, and its second use must not swallow another form. */
function requestIdOf(key: string | undefined, form: z.infer<typeof requestSchema>): string {
  if (key === undefined) return newId();
  const same = { ...form, email: form.email.toLowerCase() };
  return createHash('sha256').update(JSON.stringify([key, same])).digest('hex');
}

function demandOffered(desk: DeskDefinition, asked: { service?: string | undefined; entry?: string | undefined }): void {
  const fields: Record<string, string> = {};
  if (asked.service !== undefined && !findService(desk, asked.service)) fields['service'] = 'must be the key of a service';
  if (asked.entry !== undefined && !findEntry(desk, asked.entry)) fields['entry'] = 'must be the key of a catalog entry';
  if (Object.keys(fields).length === 0 && asked.service !== undefined && asked.entry !== undefined) {
    const owner = serviceOfEntry(desk, asked.entry)?.key;
    if (owner !== asked.service) fields['entry'] = `must be an entry of the service ${asked.service}`;
  }
  if (Object.keys(fields).length > 0) throw invalidInput(fields);
}
