import twilio from 'twilio';
import type { CallPoint, CallResponse, DialTarget, Prompt } from '../../src/core/index.ts';
import { ask, join, record, recordingStatus, speak, xmlText, type VoiceResponse } from './twiml-verbs.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** The answer's prompts as a TwiML document; every URL in it is absolute, POST, and carries the next step. */
export function toTwiml(response: CallResponse, urls: WebhookUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  response.prompts.forEach((prompt, index) => {
    append(document, prompt, response.prompts[index + 1], response, urls);
  });
  return document.toString();
}

function append(
  document: VoiceResponse,
  prompt: Prompt,
  next: Prompt | undefined,
  response: CallResponse,
  urls: WebhookUrls,
): void {
  switch (prompt.verb) {
    case 'say':
    case 'pause':
    case 'music':
      speak(document, prompt, urls);
      return;
    case 'ask':
      ask(document, prompt, {
        answered: sameStep(response, urls, { answerAt: prompt.answerAt }),
        silent: sameStep(response, urls, { silent: true, answerAt: prompt.answerAt }),
        next,
      }, urls);
      return;
    case 'continue':
      document.redirect({ method: 'POST' }, sameStep(response, urls));
      return;
    case 'enqueue':
      enqueue(document, response, urls);
      return;
    case 'leave-queue':
      document.leave();
      return;
    case 'record':
      record(document, prompt, urls.step('recorded', { step: response.nextStep }), urls);
      return;
    case 'join':
      join(document, prompt, urls.step('room-left', { step: response.nextStep }), urls, response.callId);
      return;
    case 'dial':
      dial(document, prompt, response, urls);
      return;
    case 'hang-up':
      document.hangup();
      return;
  }
}

function sameStep(
  response: CallResponse,
  urls: WebhookUrls,
  { silent = false, answerAt }: { silent?: boolean; answerAt?: CallPoint | undefined } = {},
): string {
  const { nextStep, assignmentId, callId } = response;
  const point = answerAt ?? response.point;
  // The agent's leg is a call of its own and must say whose caller it was rung for.
  return urls.step(point, { step: nextStep, assignmentId, callId: point === 'agent-leg' ? callId : null, silent });
}

function enqueue(document: VoiceResponse, response: CallResponse, urls: WebhookUrls): void {
  document.enqueue(
    {
      action: urls.step('queue-left', { step: response.nextStep }),
      method: 'POST',
      waitUrl: urls.step('wait', { step: response.nextStep }),
      waitUrlMethod: 'POST',
    },
    'desk',
  );
}

function dial(
  document: VoiceResponse,
  prompt: Extract<Prompt, { verb: 'dial' }>,
  response: CallResponse,
  urls: WebhookUrls,
): void {
  const { assignmentId, target } = prompt;
  const { nextStep: step, callId } = response;
  const noun = {
    url: urls.step('agent-leg', { step, assignmentId, callId }),
    method: 'POST',
    statusCallback: urls.agentLegStatus({ assignmentId, callId }),
    statusCallbackMethod: 'POST',
    statusCallbackEvent: ['completed' as const],
  };
  const leg = document.dial({
    action: urls.step('dial-ended', { step, assignmentId }),
    method: 'POST',
    answerOnBridge: true,
    timeout: prompt.ringSeconds,
    ...(prompt.record && { record: 'record-from-answer' as const, ...recordingStatus(urls.recordingOf({ callId })) }),
  });
  if (target.kind === 'number') leg.number(noun, xmlText(target.value));
  if (target.kind === 'sip') leg.sip(noun, xmlText(target.value));
  if (target.kind === 'client') leg.client(noun, clientIdentity(target));
}

function clientIdentity(target: DialTarget): string {
  return xmlText(target.value.replace(/^client:/, ''));
}
