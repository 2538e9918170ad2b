import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { LegRequest, LegResponse, LegStatusReport } from '../../src/core/index.ts';
import { toCallStatus } from './call-requests.ts';
import { firstLegStep } from './calls.ts';
import { legOutageTwiml, legTwiml } from './legs-twiml.ts';
import { readParameters, voiceParameters, type VoiceParameters } from './parameters.ts';
import { withinLimit } from './time-limit.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** What the gateway does with the webhooks of legs that it dialled. Rejected means that nothing was kept. */
export interface TwilioLegHandlers {
  answer(request: LegRequest): Promise<LegResponse>;
  status(report: LegStatusReport): Promise<void>;
}

const legParameters = z.looseObject({
  leg: z.string().max(64).catch(''),
  step: z.string().max(64).catch(''),
  role: z.enum(['agent', 'customer', 'consult', 'supervisor']).catch('agent'),
  silent: z.string().optional(),
});

/** A leg's turns are answered with TwiML whatever happens; its states with 2xx once they are stored. */
export function registerLegs(
  scope: FastifyInstance,
  basePath: string,
  about: { legs: TwilioLegHandlers; urls: WebhookUrls; onFault: (error: unknown) => void; answerWithinMs: number },
): void {
  const { legs, urls, onFault, answerWithinMs } = about;
  for (const [path, point] of [['leg', 'turn'], ['leg-left', 'left']] as const) {
    scope.post(`${basePath}/voice/${path}`, async (request, reply) => {
      const parameters = readParameters(voiceParameters, request.body);
      const url = readParameters(legParameters, request.query);
      const twiml = await withinLimit(legs.answer(toLegRequest(point, parameters, url)), answerWithinMs).then(
        (response) => legTwiml(response, { role: url.role, callId: parameters.CallSid }, urls),
        (error: unknown) => {
          onFault(error);
          return legOutageTwiml(url.role, urls);
        },
      );
      return reply.type('text/xml').send(twiml);
    });
  }
  scope.post(`${basePath}/voice/leg-status`, async (request, reply) => {
    const report = toCallStatus(readParameters(voiceParameters, request.body));
    const { leg: legId } = readParameters(legParameters, request.query);
    if (report) await withinLimit(legs.status({ legId, callId: report.callId, state: report.state, seconds: report.seconds }), answerWithinMs);
    return reply.type('text/plain').send('');
  });
}

function toLegRequest(point: LegRequest['point'], parameters: VoiceParameters, url: z.infer<typeof legParameters>): LegRequest {
  return {
    legId: url.leg, callId: parameters.CallSid, step: url.step, point,
    digits: point === 'turn' && url.step !== firstLegStep ? parameters.Digits ?? (url.silent ? '' : null) : null,
    answeredBy: answeredBy(parameters['AnsweredBy']),
  };
}

/** Who picked up, as the provider's machine detection heard it (twilio.com/docs/voice/answering-machine-detection). What it does not know is taken for a person. */
function answeredBy(given: unknown): LegRequest['answeredBy'] {
  if (typeof given !== 'string' || given === '') return null;
  return given.startsWith('machine') || given === 'fax' ? 'machine' : 'person';
}

