import twilio from 'twilio';
import type { CallResponse, DialTarget, Locale, Prompt } from '../../src/core/index.ts';
import type { WebhookUrls } from './webhook-urls.ts';

type VoiceResponse = InstanceType<typeof twilio.twiml.VoiceResponse>;
type Asked = Extract<Prompt, { verb: 'ask' }>;
type Saying = Asked['say'][number];
type Speaker = Pick<VoiceResponse, 'say' | 'pause' | 'play'>;

/** BCP 47 tags the provider's voices know. */
const languages = { es: 'es-MX', en: 'en-US' } as const satisfies Record<Locale, string>;

const longestSaying = 4000;
const silenceEndsRecordingSeconds = 8;

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
      ask(document, prompt, response, urls);
      // A turn that goes on by itself makes no difference between silence and the next turn.
      if (next?.verb !== 'continue') document.redirect({ method: 'POST' }, sameStep(response, urls, true));
      return;
    case 'continue':
      document.redirect({ method: 'POST' }, sameStep(response, urls, false));
      return;
    case 'enqueue':
      enqueue(document, response, urls);
      return;
    case 'leave-queue':
      document.leave();
      return;
    case 'record':
      record(document, prompt.maxSeconds, urls.step('recorded', { step: response.nextStep }), urls);
      return;
    case 'dial':
      dial(document, prompt, response, urls);
      return;
    case 'hang-up':
      document.hangup();
      return;
  }
}

export function speak(speaker: Speaker, saying: Saying, urls: WebhookUrls): void {
  if (saying.verb === 'say') speaker.say({ language: languages[saying.locale] }, xmlText(saying.text));
  if (saying.verb === 'pause') speaker.pause({ length: saying.seconds });
  if (saying.verb === 'music') speaker.play({ loop: 1 }, urls.holdMusic);
}

function ask(document: VoiceResponse, prompt: Asked, response: CallResponse, urls: WebhookUrls): void {
  const gather = document.gather({
    input: ['dtmf'],
    numDigits: prompt.keys,
    timeout: prompt.seconds,
    // No key ends the input early: the pound key is an answer like any other.
    finishOnKey: '',
    actionOnEmptyResult: false,
    action: sameStep(response, urls, false),
    method: 'POST',
  });
  for (const saying of prompt.say) speak(gather, saying, urls);
}

function sameStep(response: CallResponse, urls: WebhookUrls, silent: boolean): string {
  const { point, nextStep, assignmentId, callId } = response;
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

/** Records after a tone. An empty recording reports nothing, so the next turn is asked for all the same. */
export function record(document: VoiceResponse, maxSeconds: number, action: string, urls: WebhookUrls): void {
  document.record({
    action,
    method: 'POST',
    maxLength: maxSeconds,
    timeout: silenceEndsRecordingSeconds,
    finishOnKey: '#',
    playBeep: true,
    recordingStatusCallback: urls.recording,
    recordingStatusCallbackMethod: 'POST',
    recordingStatusCallbackEvent: ['completed'],
  });
  document.redirect({ method: 'POST' }, action);
}

function dial(
  document: VoiceResponse,
  prompt: Extract<Prompt, { verb: 'dial' }>,
  response: CallResponse,
  urls: WebhookUrls,
): void {
  const { assignmentId, target } = prompt;
  const step = response.nextStep;
  const noun = { url: urls.step('agent-leg', { step, assignmentId, callId: response.callId }), method: 'POST' };
  const leg = document.dial({
    action: urls.step('dial-ended', { step, assignmentId }),
    method: 'POST',
    answerOnBridge: true,
    timeout: prompt.ringSeconds,
  });
  if (target.kind === 'number') leg.number(noun, xmlText(target.value));
  if (target.kind === 'sip') leg.sip(noun, xmlText(target.value));
  if (target.kind === 'client') leg.client(noun, clientIdentity(target));
}

function clientIdentity(target: DialTarget): string {
  return xmlText(target.value.replace(/^client:/, ''));
}

/** What XML 1.0 can hold (section 2.2), no longer than the provider says in one go. */
function xmlText(text: string): string {
  return text
    .slice(0, longestSaying)
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}
