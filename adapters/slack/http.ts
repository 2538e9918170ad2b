import { verifySlackRequest } from '@slack/bolt';
import type { FastifyError, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, unavailable, type Clock } from '../../src/core/index.ts';
import { readBody } from './body.ts';
import type { TakeIn } from './take-in.ts';

export interface HttpOptions {
  signingSecret: string;
  takeIn: TakeIn;
  clock: Clock;
  /** Told of every request that could not be stored. */
  onFault: (error: unknown) => void;
  /** Told of what was refused, and why. */
  onIgnored: (why: string) => void;
}

/** Where Slack delivers everything: events, buttons and modals, commands. */
export const webhookPath = '/webhooks/slack/events';

const largestBody = 1024 * 1024;
/** A time stamp of a clock that runs ahead of ours by more than this is no better than an old one. */
const mostAheadMs = 5 * 60_000;

/**
 * Slack's webhook (docs.slack.dev/authentication/verifying-requests-from-slack): a forged or old request is refused with
 * 403, a malformed one with 400, a large one with 413; 2xx means that it was stored, 503 that Slack should send it again.
 */
export function createHttpWay({ signingSecret, takeIn, clock, onFault, onIgnored }: HttpOptions): FastifyPluginAsync {
  return async (app) => {
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      // As it came: the signature is over its bytes.
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestBody }, (_request, body, done) => done(null, body));
      scope.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply, { onFault, onIgnored }));
      scope.post(webhookPath, { bodyLimit: largestBody, schema: { hide: true } }, async (request, reply) => {
        const raw = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
        requireSignature(request, raw, { signingSecret, now: clock.now() });
        const body = readBody(raw, request.headers['content-type'] ?? '');
        if ('ssl_check' in body) return reply.send('');
        if (body['type'] === 'url_verification') return reply.send({ challenge: textOf(body['challenge']) });
        const taken = await takeIn(body, { retryNum: retryNumber(request), retryReason: header(request, 'x-slack-retry-reason') });
        if (taken.kind === 'malformed') throw malformed('The request is not as Slack describes it.');
        return say(reply, taken.answer);
      });
    });
  };
}

function requireSignature(request: FastifyRequest, body: string, { signingSecret, now }: { signingSecret: string; now: Date }): void {
  const signature = header(request, 'x-slack-signature') ?? '';
  const written = header(request, 'x-slack-request-timestamp') ?? '';
  const timestamp = /^\d{1,12}$/.test(written) ? Number(written) : Number.NaN;
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp };
  const isAhead = !(timestamp * 1000 - now.getTime() <= mostAheadMs);
  try {
    verifySlackRequest({ signingSecret, body, headers, nowMilliseconds: now.getTime() });
    if (!isAhead) return;
  } catch {
    // Why exactly is nobody's business.
  }
  throw new AppError({ code: 'bad_signature', status: 403, publicMessage: 'The request was not signed by Slack for this app within the last five minutes.' });
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function retryNumber(request: FastifyRequest): number | undefined {
  const number = Number(header(request, 'x-slack-retry-num'));
  return Number.isSafeInteger(number) ? number : undefined;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw malformed('The challenge must be a text.');
  return value;
}

function malformed(publicMessage: string): AppError {
  return new AppError({ code: 'bad_request', status: 400, publicMessage });
}

/** What a listener said back: nothing, a text, or what a modal or a menu is to show. */
function say(reply: FastifyReply, answer: unknown): FastifyReply {
  if (typeof answer === 'string') return reply.type('text/plain').send(answer);
  return typeof answer === 'object' && answer !== null ? reply.type('application/json').send(JSON.stringify(answer)) : reply.type('text/plain').send('');
}

/** Every refusal has the desk's error shape; where another try cannot help, Slack is told so. */
function refuse(error: FastifyError, request: FastifyRequest, reply: FastifyReply, told: Pick<HttpOptions, 'onFault' | 'onIgnored'>): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.status >= 500) told.onFault(error);
  else {
    told.onIgnored(refusal.code);
    void reply.header('x-slack-no-retry', '1');
  }
  return reply.status(refusal.status).send({
    error: { code: refusal.code, message: refusal.publicMessage, requestId: request.id, ...(refusal.fields && { fields: refusal.fields }) },
  });
}

const refusals: Record<number, { code: string; publicMessage: string }> = {
  413: { code: 'too_large', publicMessage: 'The request is larger than 1 MiB.' },
};

function refusalOf(error: FastifyError): AppError {
  // Slack takes 429 for a failure like any other: it is never said.
  if (error instanceof AppError && error.status < 500 && error.status !== 429) return error;
  const status = error.statusCode ?? 500;
  if (status >= 500 || status < 400 || error instanceof AppError) return unavailable('The desk', error);
  return new AppError({ status, ...(refusals[status] ?? { code: 'bad_request', publicMessage: 'The request could not be read.' }) });
}
