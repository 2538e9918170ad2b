import twilio from 'twilio';
import { locales } from '../../src/core/index.ts';
import type { CallRequest, Locale } from '../../src/core/index.ts';
import { en } from './locales/en.ts';
import { es } from './locales/es.ts';
import type { OutageWords } from './locales/outage-words.ts';
import { record, speak, type VoiceResponse } from './twiml-verbs.ts';
import type { WebhookUrls } from './webhook-urls.ts';

/** The step carried by a recording that was taken while the store was out of reach. */
const outageStep = 'outage';

const words: Record<Locale, OutageWords> = { es, en };
const messageSeconds = 180;

function sayInAll(document: VoiceResponse, key: keyof OutageWords, urls: WebhookUrls): void {
  for (const locale of locales) speak(document, { verb: 'say', text: words[locale][key], locale }, urls);
}

function apologizeAndRecord(document: VoiceResponse, urls: WebhookUrls): void {
  sayInAll(document, 'sorry', urls);
  record(document, { maxSeconds: messageSeconds }, urls.step('recorded', { step: outageStep }), urls);
}

/** The document for a call's request that could not be stored: nobody is dropped without a word, and what they say is kept by the provider. */
export function outageTwiml(request: CallRequest, urls: WebhookUrls): string {
  const document = new twilio.twiml.VoiceResponse();
  const sayAll = (key: keyof OutageWords): void => sayInAll(document, key, urls);
  switch (request.point) {
    case 'wait':
      // Recording is not possible in the waiting line; the same turn is asked for again after some music.
      speak(document, { verb: 'music' }, urls);
      document.redirect({ method: 'POST' }, urls.step('wait', { step: request.step }));
      break;
    case 'moved':
      // Somebody may be waiting for them in a room: the same turn is asked for again.
      speak(document, { verb: 'music' }, urls);
      document.redirect({ method: 'POST' }, urls.step('moved', { step: request.step }));
      break;
    case 'agent-leg':
      sayAll('agentSorry');
      document.hangup();
      break;
    case 'recorded':
      sayAll(request.recording ? 'thanks' : 'callAgain');
      document.hangup();
      break;
    case 'queue-left':
      // The line goes on elsewhere, or is gone: this answer is not played.
      if (request.queueResult !== 'left' && request.queueResult !== 'failed') break;
      apologizeAndRecord(document, urls);
      break;
    default:
      apologizeAndRecord(document, urls);
  }
  return document.toString();
}
