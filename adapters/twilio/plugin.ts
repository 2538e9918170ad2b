import formbody from '@fastify/formbody';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import twilio from 'twilio';
import { AppError, invalidInput, systemClock, unavailable } from '../../src/core/index.ts';
import type { CallPoint, CallRequest, Clock } from '../../src/core/index.ts';
import { firstStep, toCallRequest, toCallStatus, toFallbackRequest, toRecording, toTranscript } from './call-requests.ts';
import type { TwilioHandlers } from './handlers.ts';
import { holdMusic } from './hold-music.ts';
import { registerLegs, type TwilioLegHandlers } from './legs.ts';
import { toInboundText, toReceipt } from './messages.ts';
import { outageTwiml } from './outage.ts';
import {
  messageParameters,
  readParameters,
  receiptParameters,
  recordingParameters,
  singleValues,
  stepParameters,
  transcriptionParameters,
  voiceParameters,
} from './parameters.ts';
import type { VoiceParameters } from './parameters.ts';
import { requireSignature } from './signature.ts';
import { longestAnswerMs, withTimeLimit } from './time-limit.ts';
import { toTwiml } from './twiml.ts';
import { createWebhookUrls, defaultBasePath } from './webhook-urls.ts';
import type { WebhookUrls } from './webhook-urls.ts';

export interface TwilioPluginOptions {
  authToken: string;
  /** Where the provider reaches us; a path in front of ours and a slash at the end are fine. */
  publicUrl: string;
  basePath?: string;
  handlers: TwilioHandlers;
  /** Left out: no legs are dialled by this desk. */
  legs?: TwilioLegHandlers;
  /** Told once of every request that could not be stored. */
  onFault: (error: unknown) => void;
  clock?: Clock;
  /** After which a handler that has not settled counts as failed; 7.5 s unless said. */
  answerWithinMs?: number;
}

/** Room for a text of 100 kB, of which a form makes three times as much. */
const largestBody = 1024 * 1024;
const points: readonly CallPoint[] = ['menu', 'wait', 'queue-left', 'recorded', 'bridge', 'agent-leg', 'dial-ended', 'moved', 'room-left'];

/**
 * The provider's webhooks: a forged one is refused with 403, a malformed one with 400, a large one with 413;
 * 2xx means that the handler has stored it, except that a call is never answered with an error.
 */
export function createTwilioPlugin(options: TwilioPluginOptions): FastifyPluginAsync {
  const { basePath = defaultBasePath, publicUrl } = options;
  const webhooks = {
    ...options,
    handlers: withTimeLimit(options.handlers, options.answerWithinMs ?? longestAnswerMs),
    clock: options.clock ?? systemClock,
    urls: createWebhookUrls(publicUrl, basePath),
  };
  return async (app) => {
    app.get(`${basePath}/hold-music.wav`, (_request, reply) =>
      reply.type('audio/wav').header('cache-control', 'public, max-age=86400').send(holdMusic()),
    );
    await app.register(async (scope) => {
      // Only forms: the signature covers their parameters, not bodies of another kind.
      scope.removeAllContentTypeParsers();
      await scope.register(formbody, { bodyLimit: largestBody });
      scope.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply, options.onFault));
      scope.addHook('preHandler', async (request) => {
        requireSignature(
          {
            signature: request.headers['x-twilio-signature'],
            pathAndQuery: request.originalUrl,
            parameters: allParameters(request.body),
          },
          options,
        );
      });
      registerCalls(scope, basePath, webhooks);
      if (options.legs) registerLegs(scope, basePath, { ...webhooks, legs: options.legs, answerWithinMs: options.answerWithinMs ?? longestAnswerMs });
      registerMessages(scope, basePath, webhooks);
    });
  };
}

type Webhooks = TwilioPluginOptions & { clock: Clock; urls: WebhookUrls };

function registerCalls(scope: FastifyInstance, basePath: string, webhooks: Webhooks): void {
  const { handlers } = webhooks;
  const answerAt = (path: string, read: (parameters: VoiceParameters, query: unknown) => CallRequest): void => {
    scope.post(`${basePath}/voice${path}`, (request, reply) =>
      answerCall(read(readParameters(voiceParameters, request.body), request.query), reply, webhooks),
    );
  };
  answerAt('', (parameters) => toCallRequest('menu', parameters, { step: firstStep }, webhooks.clock.now()));
  answerAt('/fallback', (parameters) => toFallbackRequest(parameters, webhooks.clock.now()));
  for (const point of points) {
    answerAt(`/${point}`, (parameters, query) =>
      toCallRequest(point, parameters, readParameters(stepParameters, query), webhooks.clock.now()),
    );
  }
  scope.post(`${basePath}/voice/recording`, async (request, reply) => {
    const parameters = readParameters(recordingParameters, request.body);
    const callId = readParameters(stepParameters, request.query).call ?? parameters.CallSid;
    if (callId === undefined) throw invalidInput({ CallSid: 'is required' });
    const recording = parameters.RecordingStatus === 'completed' ? toRecording(parameters) : null;
    if (recording) await handlers.recording({ callId, recording });
    return acknowledge(reply);
  });
  scope.post(`${basePath}/voice/transcription`, async (request, reply) => {
    const parameters = readParameters(transcriptionParameters, request.body);
    const transcript = toTranscript(parameters);
    const call = { callId: parameters.CallSid, from: parameters.From, to: parameters.To, receivedAt: webhooks.clock.now() };
    if (transcript) await handlers.transcription({ call, transcript });
    return acknowledge(reply);
  });
}

/** Answers one turn of a call. A caller hears a sentence whatever happens: there is no error page on a telephone. */
async function answerCall(request: CallRequest, reply: FastifyReply, webhooks: Webhooks): Promise<FastifyReply> {
  const { handlers, onFault, urls } = webhooks;
  const twiml = await handlers
    .call(request)
    .then((response) => toTwiml(response, urls))
    .catch((error: unknown) => {
      onFault(error);
      return outageTwiml(request, urls);
    });
  return reply.type('text/xml').send(twiml);
}

function registerMessages(scope: FastifyInstance, basePath: string, { handlers, clock }: Webhooks): void {
  scope.post(`${basePath}/sms`, async (request, reply) => {
    await handlers.text(toInboundText(readParameters(messageParameters, request.body), clock.now()));
    return reply.type('text/xml').send(new twilio.twiml.MessagingResponse().toString());
  });
  scope.post(`${basePath}/status`, async (request, reply) => {
    const given = singleValues(request.body);
    if ('MessageSid' in given) {
      const receipt = toReceipt(readParameters(receiptParameters, given));
      if (receipt) await handlers.receipt(receipt);
      return acknowledge(reply);
    }
    if (!('CallSid' in given)) throw invalidInput({ CallSid: 'or MessageSid is required', MessageSid: 'or CallSid is required' });
    const parameters = readParameters(voiceParameters, given);
    const report = toCallStatus(parameters);
    if (report) {
      await handlers.callStatus({ ...report, from: parameters.From, to: parameters.To, receivedAt: clock.now() });
    }
    return acknowledge(reply);
  });
}

function acknowledge(reply: FastifyReply): FastifyReply {
  return reply.type('text/plain').send('');
}

function allParameters(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
}

/** Every refusal has the desk's error shape; a fault of ours is 503, so that the provider tries its fallback. */
function refuse(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  onFault: (error: unknown) => void,
): FastifyReply {
  const refusal = refusalOf(error);
  if (refusal.status >= 500) onFault(error);
  return reply.status(refusal.status).send({
    error: {
      code: refusal.code,
      message: refusal.publicMessage,
      requestId: request.id,
      ...(refusal.fields && { fields: refusal.fields }),
    },
  });
}

const refusals: Record<number, { code: string; publicMessage: string }> = {
  413: { code: 'too_large', publicMessage: 'The request is larger than 1 MiB.' },
  415: { code: 'unsupported_media_type', publicMessage: 'The body must be a form (application/x-www-form-urlencoded).' },
};

function refusalOf(error: FastifyError): AppError {
  if (error instanceof AppError && error.status < 500) return error;
  const status = error.statusCode ?? 500;
  if (status >= 500 || status < 400 || error instanceof AppError) return unavailable('The desk', error);
  return new AppError({
    status,
    ...(refusals[status] ?? { code: 'bad_request', publicMessage: 'The request could not be read.' }),
  });
}
