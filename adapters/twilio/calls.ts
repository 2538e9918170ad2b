import twilio from 'twilio';
import type { CallControl, DialTarget } from '../../src/core/index.ts';
import { unavailable } from '../../src/core/index.ts';
import { legUrls } from './leg-urls.ts';
import { isGone } from './rest-faults.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** Network faults that come before the first byte of the request is out. */
const beforeSending = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Steers calls and makes new ones by the provider's REST interface (twilio.com/docs/voice/api/call-resource). */
export function createCallControl(client: ReturnType<typeof twilio>, urls: WebhookUrls): CallControl {
  const legs = legUrls(urls);
  const redirect = (callId: string, url: string) => steer(() => client.calls(callId).update({ url, method: 'POST' }), 'redirected' as const);
  return {
    // The assignment is the step: each agent who is rung for this call gets a turn of its own.
    redirectToBridge: (callId, assignmentId) => redirect(callId, urls.step('bridge', { step: assignmentId, assignmentId, callId })),
    moveCaller: (callId, step) => redirect(callId, urls.step('moved', { step })),
    moveLeg: (callId, leg) => redirect(callId, legs.turn(leg)),
    hangUp: (callId) => steer(() => client.calls(callId).update({ status: 'completed' }), 'done' as const),
    placeLeg: async ({ legId, role, to, from, ringSeconds, detectMachine }) => {
      try {
        const call = await client.calls.create({
          to: dialled(to), from, timeout: ringSeconds,
          url: legs.turn({ legId, role, step: firstLegStep }), method: 'POST',
          statusCallback: legs.status(legId), statusCallbackMethod: 'POST',
          statusCallbackEvent: ['ringing', 'answered', 'completed'],
          // Waits for the end of a machine's greeting, so that a message can be left after it.
          ...(detectMachine ? { machineDetection: 'DetectMessageEnd' } : {}),
        });
        if (!call.sid) throw new Error('Twilio answered without a call id.');
        return { kind: 'placed', callId: call.sid };
      } catch (error) {
        return translatePlaceFault(error);
      }
    },
  };
}

/** The step of a leg's very first request. */
export const firstLegStep = 'start';

async function steer<Done extends string>(request: () => Promise<unknown>, done: Done): Promise<Done | 'gone'> {
  try {
    await request();
    return done;
  } catch (error) {
    if (isGone(error)) return 'gone';
    throw unavailable('Twilio');
  }
}

/** Throws a retryable AppError when certainly nobody was dialled, and a plain Error when somebody may have been. */
function translatePlaceFault(error: unknown): { kind: 'refused'; code: string; message: string } {
  if (error instanceof twilio.RestException) {
    const { status } = error;
    if (status === 429 || status === 503) throw unavailable('Twilio');
    if (status >= 400 && status < 500 && status !== 408) {
      return { kind: 'refused', code: String(error.code ?? status), message: error.message };
    }
    throw new Error(`Twilio answered with status ${status}: whether somebody was dialled is not known.`);
  }
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && beforeSending.has(code)) throw unavailable('Twilio');
  throw new Error(`The connection to Twilio failed (${typeof code === 'string' ? code : 'no code'}): whether somebody was dialled is not known.`);
}

function dialled(target: DialTarget): string {
  return target.kind === 'client' ? `client:${target.value.replace(/^client:/, '')}` : target.value;
}
